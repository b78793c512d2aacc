// Authors: a name, a key of site.yaml, a mapping, or a list of these; and whom the reporting is credited to.

import type { Author, Credit } from '../model/article.ts';
import { oneLine } from '../model/text.ts';
import { wording } from '../model/wording.ts';
import { Fields, isMapping, matching, present, type Spot } from './fields.ts';
import { reportUnknownKeys } from './known-keys.ts';

/** The authors under a key; `known` are those of site.yaml. */
export function authorsFrom(fields: Fields, key: string, known: ReadonlyMap<string, Author>): readonly Author[] {
  // Written out or by the key, it is one person.
  const people = [...known.values()];
  const named = fields.items(key).map((item): Author | undefined => {
    if (item instanceof Fields) return authorFrom(item);
    const name = nameIn(fields, item.text, item.spot);
    return name === '' ? undefined : (known.get(name) ?? people.find((author) => author.name === name) ?? { name });
  });
  const authors = named.filter((author) => author !== undefined);
  return authors.filter((author, index) => authors.findIndex((other) => isSame(other, author)) === index);
}

/** The name of `Ann <ann@example.org>` and its kind: an address is published only where it is given as one. */
function nameIn(fields: Fields, written: string, at: Spot | string): string {
  const [address, mailbox = ''] = E_MAIL.exec(written) ?? [];
  if (address === undefined) return written;
  fields.report(at, wording('value-invalid/e-mail', written));
  const name = written.replace(address, '').trim();
  return name.replace(/^\((.*)\)$|^"(.*)"$/, '$1$2') || mailbox;
}

/** No longer than RFC 5321 §4.5.3.1 lets one be, so that a long name costs nothing. */
const E_MAIL = /[<(]?(?<![@\w.])([^\s<>()@",]{1,64})@[^\s<>()@",]{1,255}\.[a-z\d-]{1,63}[>)]?/i;

/** Two of one name are two people only where each has a key of its own in site.yaml. */
const isSame = (a: Author, b: Author): boolean =>
  a.name === b.name && (a.key === b.key || a.key === undefined || b.key === undefined);

/** The author that a mapping describes; a `key` makes it one of site.yaml's, whose pictures may be files. */
export function authorFrom(
  fields: Fields,
  key?: string,
  avatarFrom: (fields: Fields) => string | undefined = (fields) => fields.url('avatar'),
): Author | undefined {
  reportUnknownKeys(fields, ['name', 'url', 'email', 'avatar', 'fediverse', 'bio']);
  const name = nameIn(fields, fields.text('name') ?? oneLine(key ?? ''), 'name');
  if (name === '') {
    fields.report('name', wording('value-missing/author'));
    return undefined;
  }
  const url = fields.url('url');
  const email = fields.checked('email', 'an e-mail address', matching(EMAIL));
  const avatar = avatarFrom(fields);
  const fediverse = fields.checked('fediverse', 'a name in the fediverse', fediverseOf);
  const bio = fields.text('bio');
  return { name, ...present({ url, email, avatar, fediverse, bio, key: key || undefined }) };
}

const EMAIL = /^[^\s@<>]+@[^\s@<>]+$/;

const fediverseOf = (text: string): string | undefined =>
  /^@?[\w.-]+@[a-z0-9.-]+\.[a-z0-9-]+$/i.test(text) ? `@${text.replace(/^@/, '')}` : undefined;

/** A name, or a mapping with one. */
export function creditFrom(fields: Fields, key: string): Credit | undefined {
  const mapping = isMapping(fields.value(key)) ? fields.fields(key) : undefined;
  if (!mapping) {
    const name = nameIn(fields, fields.text(key) ?? '', key);
    return name ? { name } : undefined;
  }
  reportUnknownKeys(mapping, ['name', 'url']);
  const url = mapping.url('url');
  const given = mapping.text('name');
  const name = given === undefined ? url : nameIn(mapping, given, 'name');
  if (name === undefined && mapping.value('url') === undefined) {
    mapping.report('name', wording('value-missing/source'));
  }
  return name ? { name, ...present({ url }) } : undefined;
}
