// Authors: a name, a key of site.yaml, a mapping, or a list of these.

import type { Author } from '../model/article.ts';
import type { Problem } from '../model/problem.ts';
import { oneLine } from '../model/text.ts';
import { type Fields, fieldsOf, httpUrl } from './fields.ts';
import type { Node } from './front-matter.ts';
import { keep, keepShared } from './keep.ts';
import { reportUnknownKeys } from './known-keys.ts';

const KEYS = ['name', 'url', 'email', 'avatar'];

/** The authors that a value names; `known` are those of site.yaml. */
export function authorsFrom(
  value: Node | undefined,
  known: ReadonlyMap<string, Author>,
  path: string,
  problems: Problem[],
): readonly Author[] {
  if (value === undefined || value.kind === 'nothing') return [];
  if (value.kind === 'list') return value.items.flatMap((item) => authorsFrom(item, known, path, problems));
  if (value.kind === 'scalar') {
    const name = oneLine(value.text);
    return name ? [known.get(name) ?? named(name)] : [];
  }
  const author = authorFrom(fieldsOf(value, path, problems));
  return author ? [author] : [];
}

/** The author that a mapping describes; a `key` makes it one of site.yaml's. */
export function authorFrom(fields: Fields, key?: string): Author | undefined {
  reportUnknownKeys(fields, KEYS);
  const name = fields.text('name') ?? key;
  if (name === undefined) {
    fields.report('value-invalid', fields.placeOf('name'), 'An author has no name.', 'Write name: Ann Example.');
    return undefined;
  }
  const url = fields.url('url');
  const email = fields.text('email');
  const avatar = httpUrl(fields.text('avatar') ?? '');
  return {
    name: keepShared(name),
    ...(url && { url: keep(url) }),
    ...(email && { email: keep(email) }),
    ...(avatar && { avatar: keep(avatar) }),
    ...(key && { key: keep(key) }),
  };
}

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
