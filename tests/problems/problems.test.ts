// Every problem: its code, the file that shows it, and the page that explains it say the same.

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isError, type Problem, printProblem } from '../../src/model/problem.ts';
import { ERRORS, type ProblemCode, WARNINGS, wording } from '../../src/model/wording.ts';
import type { Entries } from '../../src/serve/entries.ts';
import { openLibrary } from '../../src/serve/open-library.ts';
import { ContentError } from '../../src/serve/problem-log.ts';
import { pngOf } from '../content/media.ts';
import { article, contentFolder, folderAt, lookedAt, SITE, write } from '../content-folder.ts';

const HERE = import.meta.dirname;
const DOCS = readFileSync(join(HERE, '../../docs/problems.md'), 'utf8');
const codesOf = (sentences: object): readonly string[] => [
  ...new Set(Object.keys(sentences).map((each) => each.replace(/\/.*/, ''))),
];
const CODES = [...codesOf(ERRORS), ...codesOf(WARNINGS)].sort() as ProblemCode[];

/** What goes into the folder beside the file of a code, or in its place. */
const AROUND: Partial<Record<ProblemCode, (folder: string, file: string, text: string) => void>> = {
  'address-taken': (folder) => write(folder, { 'site.yaml': `${SITE}permalink: /{slug}/\n` }),
  'conflicted-copy': (folder, file, text) => write(folder, { [file.replace('.md', ' (conflicted copy).md')]: text }),
  'file-too-large': (folder, file, text) => write(folder, { [file]: text + 'Long ago. '.repeat(500_000) }),
  'file-unreadable': (folder, file) => {
    rmSync(join(folder, file));
    execFileSync('mkfifo', [join(folder, file)]);
  },
  'format-unread': (folder, file, text) => {
    rmSync(join(folder, file));
    write(folder, { 'garden.mdx': text });
  },
  'id-duplicate': (folder) => write(folder, { 'older.md': article({ id: 'tag:example.org,2026:one-name' }) }),
  'image-heavy': (folder) => write(folder, { 'picture.png': pngOf(1200, 900, 2_000_000) }),
  'image-invalid': (folder) => write(folder, { 'picture.jpg': 'A tulip, red, at noon.' }),
  'image-small': (folder) => write(folder, { 'picture.png': pngOf(300, 200) }),
  'image-svg': (folder) =>
    write(folder, { 'drawing.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>' }),
  'link-withdrawn': (folder) => write(folder, { 'older.md': article({ withdrawn: '2026-01-10' }) }),
  'related-unknown': (folder) => write(folder, { 'more.md': article({}) }),
  'site-invalid': (folder) => write(folder, { 'site.yaml': `${SITE}timeZone: Mars/Olympus\n` }),
  'site-missing': (folder) => rmSync(join(folder, 'site.yaml')),
  'slug-duplicate': (folder) => write(folder, { 'older.md': article({ slug: 'garden' }) }),
  'symlink-refused': (folder, file, text) => {
    rmSync(join(folder, file));
    symlinkSync(join(contentFolder({ 'outside.md': text }), 'outside.md'), join(folder, file));
  },
  'tag-authority-local': (folder) => write(folder, { 'site.yaml': `${SITE}tagAuthority: localhost,2026\n` }),
  'translation-broken': (folder) =>
    write(folder, {
      'two.md': article({ language: 'de', translations: '[translation-broken]' }),
      'zwei.md': article({ language: 'de' }),
    }),
  'utf8-invalid': (folder, file, text) => write(folder, { [file]: Buffer.from(text, 'latin1') }),
};

/** Problems of what a program gives; they are printed without a folder. */
const GIVEN: Partial<Record<ProblemCode, Entries['articles']>> = {
  'entry-invalid': () => [{ path: 'entry-invalid.md', head: { title: 'Given without a text', date: '2026-01-05' } }],
  'source-failed': () => Promise.reject(new Error('connect ECONNREFUSED')),
};

test('every code has a file and a heading, in one order', () => {
  const files = readdirSync(HERE).filter((name) => name.endsWith('.md'));
  const headings = Array.from(DOCS.matchAll(/^### `(.+)`$/gm), ([, code]) => code);
  for (const sentences of [Object.keys(ERRORS), Object.keys(WARNINGS)])
    expect(sentences).toEqual([...sentences].sort());
  expect(files.sort()).toEqual(CODES.map((code) => `${code}.md`));
  expect(headings).toEqual(CODES);
});

test('a code is an error or a warning, never both', () => {
  expect(CODES).toEqual([...new Set(CODES)]);
});

test('the example at the top of the page is told in the words of the catalogue', () => {
  const { message, hint } = wording('date-invalid', 'Tuesday', undefined);
  expect(DOCS).toContain(`\nerror    content/articles/hello.md:4:7: date-invalid: ${message} ${hint}\n`);
});

test('an arrow or a line end in a value does not divide its sentence', () => {
  expect(wording('title-missing', 'Up → \n down')).toEqual({
    code: 'title-missing',
    severity: 'warning',
    message: 'The article has no title, so its path makes one: "Up →   down".',
    hint: 'Write title: and some words.',
  });
});

describe.each(CODES)('%s', (code) => {
  const file = `${code}.md`;
  const text = readFileSync(join(HERE, file), 'utf8');

  test('is the one problem of its file, at the place that the file says', async () => {
    const found = await problemsOf(code, file, text);
    const place = /problem: (.+)$/m.exec(text)?.[1] ?? '';
    expect(found.map((each) => `${each.path}:${each.line}:${each.column} ${each.code}`)).toEqual([
      `${/[.a]/.test(place) ? place : `${file}:${place}`} ${code}`,
    ]);
  });

  test('is explained as it is printed', async () => {
    const [, section = ''] = DOCS.split(`\n### \`${code}\`\n`);
    const [explained = ''] = section.split(/\n##/);
    const [found] = await problemsOf(code, file, text);
    const printed = printProblem(found as Problem, GIVEN[code] ? undefined : 'content');
    expect(explained.match(/^ {4}.*$/gm)).toEqual([`    ${printed}`]);
    expect(explained.trim()).toMatch(codesOf(ERRORS).includes(code) ? /^Error\. / : /^Warning\. /);
    expect(explained).toMatch(/\n\n\*\*Mend:\*\* [^\n]+\n*$/);
  });
});

async function problemsOf(code: ProblemCode, file: string, text: string): Promise<readonly Problem[]> {
  const folder = contentFolder({ [file]: text });
  AROUND[code]?.(folder, file, text);
  if (code === 'too-costly') return problemsAfterHanging(folder, file);
  const articles = GIVEN[code];
  const site = { title: 'The Test', url: 'https://example.org/' };
  const options = { watch: false, clock: () => Date.UTC(2026, 10, 23), onError() {} };
  const library = openLibrary(articles ? { site, articles } : folder, options);
  try {
    await library.ready;
    await library.renderAll();
  } catch (error) {
    if (!(error instanceof ContentError) || !error.problems.some(isError)) throw error;
  } finally {
    await library.close();
  }
  return library.problems();
}

/** Those of the next builder, when one has hung at a file. */
function problemsAfterHanging(content: string, file: string): readonly Problem[] {
  const seen = lookedAt(content).source(file)?.file;
  const folder = folderAt(content, { tooCostly: seen ? [seen] : [] });
  folder.look();
  return folder.problems();
}
