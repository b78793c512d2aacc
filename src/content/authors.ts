// Authors: a name, a key of site.yaml, a mapping, or a list of these.

import type { Author } from '../model/article.ts';
import { oneLine } from '../model/text.ts';
import { Fields, quoted, type Word } from './fields.ts';
import { keep, keepShared } from './keep.ts';
import { reportUnknownKeys } from './known-keys.ts';

const KEYS = new Set(['name', 'url', 'email', 'avatar', 'fediverse', 'bio']);

/** The authors under a key; `known` are those of site.yaml. */
export function authorsFrom(fields: Fields, key: string, known: ReadonlyMap<string, Author>): readonly Author[] {
  return eachOnce(
    fields.items(key).flatMap((item): readonly Author[] => {
      if (item instanceof Fields) {
        const author = authorFrom(item);
        return author ? [author] : [];
      }
      const name = nameAlone(fields, item);
      return name ? [known.get(name) ?? withName(known, name) ?? named(name)] : [];
    }),
  );
}

/** The name of `Ann <ann@example.org>`: an address is published only where it is given as one. */
function nameAlone(fields: Fields, { text, spot }: Word): string {
  const written = oneLine(text);
  const [, name = '', address] = /^(.*?)\s*<([^<>@\s]+@[^<>@\s]+)>$/.exec(written) ?? [];
  if (address === undefined || name === '') return written;
  const message = `The e-mail address in ${quoted(written)} is left out.`;
  fields.report('value-invalid', spot, message, 'To publish it, write name: and email: below author.');
  return name.replace(/^"(.*)"$/, '$1');
}

/** Two of one name are two people only where each has a key of its own in site.yaml. */
function eachOnce(authors: readonly Author[]): readonly Author[] {
  if (authors.length < 2) return authors;
  const keysOf = new Map<string, Set<string | undefined>>();
  return authors.filter(({ name, key }) => {
    const keys = keysOf.get(name);
    if (keys && (key === undefined || keys.has(key) || keys.has(undefined))) return false;
    keysOf.set(name, (keys ?? new Set()).add(key));
    return true;
  });
}

/** The author of site.yaml whose name it is: written out or by the key, it is one person. */
function withName(known: ReadonlyMap<string, Author>, name: string): Author | undefined {
  for (const author of known.values()) if (author.name === name) return author;
  return undefined;
}

/** The author that a mapping describes; a `key` makes it one of site.yaml's, whose pictures may be files. */
export function authorFrom(
  fields: Fields,
  key?: string,
  avatarFrom: (fields: Fields) => string | undefined = (fields) => fields.url('avatar'),
): Author | undefined {
  reportUnknownKeys(fields, KEYS);
  const name = fields.text('name') ?? oneLine(key ?? '');
  if (name === '') {
    fields.report('value-missing', fields.spotOf('name'), 'An author has no name.', 'Write name: Ann Example.');
    return undefined;
  }
  const url = fields.url('url');
  const email = fields.checked('email', 'an e-mail address', 'Write one like ann@example.org.', emailOf);
  const avatar = avatarFrom(fields);
  const fediverse = fields.checked('fediverse', 'a name in the fediverse', 'Write @ann@social.example.', fediverseOf);
  const bio = fields.text('bio');
  return {
    name: keepShared(name),
    ...(url && { url: keep(url) }),
    ...(email && { email: keep(email) }),
    ...(avatar && { avatar: keep(avatar) }),
    ...(fediverse && { fediverse: keep(fediverse) }),
    ...(bio && { bio: keep(bio) }),
    ...(key && { key: keep(key) }),
  };
}

const emailOf = (text: string): string | undefined => (/^[^\s@<>]+@[^\s@<>]+$/.test(text) ? text : undefined);

const fediverseOf = (text: string): string | undefined =>
  /^@?[\w.-]+@[a-z0-9.-]+\.[a-z0-9-]+$/i.test(text) ? `@${text.replace(/^@/, '')}` : undefined;

/** One object for all articles by one name. */
function named(name: string): Author {
  let author = byName.get(name);
  if (!author) {
    if (byName.size > 10_000) byName.clear();
    author = { name: keepShared(name) };
    byName.set(author.name, author);
  }
  return author;
}

const byName = new Map<string, Author>();
