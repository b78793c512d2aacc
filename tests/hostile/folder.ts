// The hostile content folder: the files of content/, and what a repository cannot hold, in a place of its own.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import type { Library } from '../../src/serve/library.ts';
import { openLibrary } from '../../src/serve/open-library.ts';

/** What a file says of itself: what the feeds hold of it, if anything, and each problem as `code line:column`. */
export interface Expectation {
  readonly path: string;
  readonly published?: Published;
  readonly problems: readonly string[];
}

/** Only what is given is compared. `contains` and `lacks` are about the content; `image` is a whole address. */
export interface Published {
  readonly title: string;
  readonly slug?: string;
  readonly id?: string;
  readonly summary?: string;
  readonly authors?: readonly string[];
  readonly tags?: readonly string[];
  readonly image?: string;
  readonly date_published?: string;
  readonly contains?: readonly string[];
  readonly lacks?: readonly string[];
}

export const NOW = Date.UTC(2026, 10, 23);

/** Stands in everything that must never be seen. */
export const CANARY = 'CANARY';

const CONTENT = join(import.meta.dirname, 'content');

/** `expect: published {…}`, `expect: problem code line:column`, or `expect: nothing`, in any file of text. */
export const EXPECTATIONS: readonly Expectation[] = readdirSync(CONTENT, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(md|yaml)$/i.test(path) && path !== 'articles/names/folder.md')
  .map((path) => {
    const text = readFileSync(join(CONTENT, path), 'utf8');
    const said = Array.from(text.matchAll(/expect: (nothing|published|problem)\b ?(.*?)(?: -->)?\r?$/gm));
    if (said.length === 0) throw new Error(`${path} expects nothing, and does not say so`);
    const published = said.find(([, what]) => what === 'published')?.[2];
    const problems = said.filter(([, what]) => what === 'problem').map(([, , problem]) => problem as string);
    return { path, problems, ...(published && { published: JSON.parse(published) as Published }) };
  });

/** A folder that only this test file has, with a secret beside it, gone when its tests are done. */
export function hostileFolder(): string {
  const parent = mkdtempSync(join(tmpdir(), 'courant-hostile-'));
  afterAll(() => rmSync(parent, { recursive: true, force: true }));
  const folder = join(parent, 'content');
  cpSync(CONTENT, folder, { recursive: true });
  for (const [path, text] of Object.entries(GENERATED)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text.file);
  }
  putOutside(parent);
  for (const [path, target] of Object.entries(LINKS)) symlinkSync(target, join(folder, path));
  execFileSync('mkfifo', [join(folder, 'articles/pipe.md')]);
  mkdirSync(join(folder, 'articles/empty.md'));
  return folder;
}

/** The library of the hostile folder, every body rendered. */
export async function hostileLibrary(folder: string): Promise<Library> {
  const library = openLibrary(folder, { watch: false, clock: () => NOW });
  afterAll(() => library.close());
  await library.ready;
  await library.renderAll();
  return library;
}

interface Generated extends Omit<Expectation, 'path'> {
  readonly file: string | Uint8Array;
}

const headed = (title: string, body: string, ...lines: string[]): string =>
  `---\n${[`title: ${JSON.stringify(title)}`, 'date: 2026-01-05', ...lines].join('\n')}\n---\n\n${body}\n`;

const good = (title: string, body: string, rest: Partial<Published> = {}): Generated => ({
  file: headed(title, body),
  published: { title, ...rest },
  problems: [],
});

/** Published in plain paragraphs, for its cost. */
const flat = (title: string, body: string): Generated => ({ ...good(title, body), problems: ['body-flat 5:1'] });

const bad = (file: string | Uint8Array, ...problems: string[]): Generated => ({ file, problems });

const BYTES = Uint8Array.from({ length: 4096 }, (_, index) => (index * 197 + 13) % 256);
const PROSE = 'The quick brown fox, they say, jumps over a dog that is lazy. ';

/** Files too large or too strange for a repository, by path. */
export const GENERATED: Readonly<Record<string, Generated>> = {
  'articles/large/1-mb.md': good('A megabyte of words', `${PROSE.repeat(16)}\n\n`.repeat(1000)),
  'articles/large/6-mb.md': bad(headed('Six megabytes', PROSE.repeat(100_000)), 'file-too-large 1:1'),
  'articles/large/one-line.md': good('A megabyte in one line', PROSE.repeat(16_000)),
  'articles/large/one-word.md': good('A megabyte in one word', 'a'.repeat(1_000_000)),
  'articles/large/brackets.md': flat('50,000 brackets', '['.repeat(50_000)),
  'articles/large/brackets-closed.md': flat('50,000 pairs of brackets', '['.repeat(50_000) + ']'.repeat(50_000)),
  'articles/large/quotes.md': flat('20,000 quotes in one another', `${'> '.repeat(20_000)}deep`),
  'articles/large/lists.md': flat('10,000 lists in one another', `${'- '.repeat(10_000)}deep`),
  'articles/large/stars.md': good('50,000 stars', '*a '.repeat(50_000)),
  'articles/large/backticks.md': good('Many backticks', [...Array(700).keys()].map((n) => '`'.repeat(n)).join(' ')),
  'articles/large/elements.md': flat('20,000 elements in one another', '<div>'.repeat(20_000)),
  'articles/large/images.md': good('20,000 beginnings of images', '![a]('.repeat(20_000)),
  'articles/large/entities.md': good('100,000 references', '&amp;'.repeat(100_000)),
  'articles/large/head.md': bad(headed('A long head', '', `summary: ${'x'.repeat(70_000)}`), 'file-too-large 1:1'),
  'articles/large/keys.md': {
    file: headed('20 keys', '', ...Array.from({ length: 20 }, (_, n) => `key${n}: x`)),
    published: { title: '20 keys' },
    problems: Array.from({ length: 20 }, (_, n) => `key-unknown ${n + 4}:1`),
  },
  'articles/large/terms.md': {
    file: headed('100 terms', '', `tags: ${Array.from({ length: 100 }, (_, n) => `term${n}`).join(',')}`),
    published: { title: '100 terms' },
    problems: [],
  },
  'articles/large/word.md': {
    file: headed('w'.repeat(20_000), '', `tags: ["${'t'.repeat(20_000)}"]`, `slug: ${'s'.repeat(20_000)}`),
    published: { title: 'w'.repeat(20_000), tags: ['t'.repeat(20_000)] },
    problems: [],
  },
  'articles/bytes/binary.md': bad(BYTES, 'utf8-invalid 2:4'),
  'articles/bytes/zeros.md': bad(new Uint8Array(4096), 'front-matter-missing 1:1'),
  'articles/bytes/picture.md': bad(readFileSync(join(CONTENT, 'images/dot.png')), 'utf8-invalid 1:1'),
  'articles/bytes/empty.md': bad('', 'front-matter-missing 1:1'),
  'articles/bytes/fence.md': bad('---', 'front-matter-unclosed 1:1'),
  'articles/bytes/line-ends.md': bad('\n'.repeat(100_000), 'front-matter-missing 1:1'),
  'articles/odd names/quoted "twice" <b> ? *.md': good('Marks that Windows cannot write', 'Text.', {
    slug: 'quoted-twice-b',
  }),
  'articles/odd names/line\nend.md': good('A line end in the name', 'Text.', { slug: 'line-end' }),
  'articles/odd names/\u001b[31mred.md': good('An escape in the name', 'Text.', { slug: '31mred' }),
  'articles/odd names/back\\slash.md': good('A backslash in the name', 'Text.', { slug: 'back-slash' }),
  'articles/odd names/pictures.md': {
    file: headed('Pictures with odd names', '', `image: 'a "quoted" <b>?.png'`),
    published: {
      title: 'Pictures with odd names',
      image: 'https://hostile.example/articles/odd%20names/a%20%22quoted%22%20%3Cb%3E%3F.png',
    },
    problems: [],
  },
  'articles/odd names/a "quoted" <b>?.png': { file: readFileSync(join(CONTENT, 'images/dot.png')), problems: [] },
  'articles/odd names/composed-\u00e9.md': good('Composed', 'Text.', { slug: 'composed-é' }),
  'articles/odd names/composed-e\u0301.md': bad(
    headed('Decomposed', 'Text.').replace('01-05', '01-06'),
    'id-duplicate 1:1',
  ),
  'articles/odd names/o\u0308.png': { file: readFileSync(join(CONTENT, 'images/dot.png')), problems: [] },
  'articles/odd names/other-form.md': {
    file: headed('A picture in the other normal form', '', 'image: ö.png'),
    published: {
      title: 'A picture in the other normal form',
      image: 'https://hostile.example/articles/odd%20names/o%CC%88.png',
    },
    problems: [],
  },
  'articles/links/link.md': {
    file: headed('A file that a link leads to', `![a](linked.png)`, 'image: linked.png'),
    published: { title: 'A file that a link leads to', image: 'https://hostile.example/articles/links/linked.png' },
    problems: [],
  },
  'articles/links/outside.md': {
    file: headed('Files outside', '![a](secret.png) ![b](folder/secret.png) [c](folder/secret.md)'),
    published: { title: 'Files outside', contains: ['<p>a b c</p>'] },
    problems: ['link-broken 6:6', 'link-broken 6:23', 'link-broken 6:46'],
  },
  'articles/links/image.md': {
    file: headed('A picture outside', '', 'image: secret.png'),
    published: { title: 'A picture outside' },
    problems: ['media-missing 4:8'],
  },
};

/** Path → target, as it is written into the link. */
const LINKS: Readonly<Record<string, string>> = {
  'articles/links/linked.png': '../../images/dot.png',
  'articles/links/secret.md': '../../../secret.md',
  'articles/links/secret.png': '../../../secret.png',
  'articles/links/folder': '../../../outside',
  'articles/links/root': '/',
  'articles/links/passwd.md': '/etc/passwd',
  'articles/links/null.md': '/dev/null',
  'articles/links/nowhere.md': 'nowhere',
  'articles/links/itself.md': 'itself.md',
  'articles/links/circle': '../../articles',
};

/** What `check` says of the links, and of what is neither file nor folder. */
export const LINK_PROBLEMS: readonly Expectation[] = [
  ...['secret.md', 'secret.png', 'folder', 'root', 'passwd.md', 'null.md', 'nowhere.md', 'itself.md'].map((name) => ({
    path: `articles/links/${name}`,
    problems: ['symlink-refused 1:1'],
  })),
  { path: 'articles/pipe.md', problems: ['file-unreadable 1:1'] },
];

function putOutside(parent: string): void {
  const picture = Buffer.concat([readFileSync(join(CONTENT, 'images/dot.png')), Buffer.from(CANARY)]);
  mkdirSync(join(parent, 'outside'));
  for (const folder of ['', 'outside']) {
    writeFileSync(join(parent, folder, 'secret.md'), headed(`${CANARY} outside`, CANARY));
    writeFileSync(join(parent, folder, 'secret.png'), picture);
  }
}
