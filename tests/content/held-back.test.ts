// Held back: what keeps an article from being public, in any case and spelling, and what does not.

import { describe, expect, test } from 'vitest';
import type { Site } from '../../src/model/site.ts';
import { articleIn, siteIn } from '../content-folder.ts';
import { mediaOf } from './media.ts';

const media = mediaOf({});
const site = siteIn('title: T\nurl: https://example.org/\n', { media }).site as Site;
const parse = (yaml: string, path = 'a.md', start = 'title: A\ndate: 2026-01-05\n') =>
  articleIn(path, `---\n${start}${yaml}\n---\nText.\n`, { site, media });
const codes = (yaml: string): string[] => parse(yaml).problems.map(({ code }) => code);

describe('held back without a word, since it is clear', () => {
  test.each([
    ...['draft: true', 'Draft: true', 'DRAFT: yes', 'draft: "true"', 'draft: on', 'published: false', 'Published: no'],
    ...['draft', 'private', 'pending', 'future', 'hidden', 'review', 'trash', 'unpublished'].map((s) => `status: ${s}`),
    ...['Status: Draft', 'status: [draft]', 'status: in review', 'visibility: private', 'Visibility: internal'],
    ...['private: true', 'hidden: true', 'password: secret', 'Password: 1'],
  ])('%s', (yaml) => {
    expect(parse(yaml).article?.draft).toBe(true);
    expect(codes(yaml)).toEqual([]);
  });

  test.each(['_drafts/a.md', 'blog/_drafts/a/index.md', '_Drafts/a.md'])('the folder of %s', (path) => {
    expect(parse('', path).article?.draft).toBe(true);
  });
});

describe('held back with a warning', () => {
  test.each([
    ...['draft: maybe', 'draft: [true]', 'draft: 1', 'published: maybe', 'published: { a: b }', 'private: perhaps'],
    ...['isDraft: true', 'is_hidden: yes', 'isPrivate: true', 'site-publish: no', 'isHidden: true', 'is-public: false'],
    ...['searchHidden: true', 'hiddenInHomeList: true', 'list_publicly_visible: no', 'embargo: yes', 'listed: false'],
    ...['drafft: true', 'drafts: true', 'darft: true', 'pubished: false', 'privte: true', 'hiden: yes', 'visable: no'],
    ...['visiblity: private', 'visibilty: internal', 'draft_until: later', 'embargo-until: spring', 'publishOn: soon'],
    ...['unlisted: maybe', 'expird: soon', 'published_at: soon', 'post_status: draft', 'publish-status: pending'],
    ...['unpublished: true', 'hidden: 2027-01-01', 'staus: draft', 'embargoed: true'],
  ])('%s', (yaml) => {
    expect(parse(yaml).article?.draft).toBe(true);
    expect(codes(yaml)).toEqual(['held-back']);
  });
});

test.each([
  ['draft: false\npublished: false', ['held-back 4']],
  ['draft: true\nstatus: published', ['held-back 5']],
  ['published: true\nstatus: draft\ndraft: no', ['held-back 4', 'held-back 6']],
  ['visibility: public\npassword: false\nstatus: draft', []],
])('two keys that contradict each other hold back, and are told: %j', (yaml, told) => {
  const { article, problems } = parse(yaml);
  expect(article?.draft).toBe(true);
  expect(problems.map(({ code, line }) => `${code} ${line}`)).toEqual(told);
});

test('a draft that says in the folder of drafts that it is none is held back, and told', () => {
  const [problem] = parse('draft: false', '_drafts/a.md').problems;
  expect(problem?.message).toBe('"draft" says that the article is public, but its folder _drafts holds it back.');
});

describe('public all the same', () => {
  test.each([
    ...['draft: false', 'Draft: no', 'draft:', 'draft: ~', 'draft: ""', 'published: true', 'PUBLISHED: yes'],
    ...['status: published', 'status: public', 'Status: Published', 'visibility: public', 'Visibility: Public'],
    ...['private: false', 'hidden: no', 'password:', 'password: false', 'unlisted: false', 'expires: never'],
    ...['isDraft: false', 'is_public: true', 'visible: true', 'listed: yes', 'drafft: false', 'withdrawn: no'],
  ])('%s', (yaml) => {
    expect(parse(yaml).article?.draft).toBe(false);
    expect(codes(yaml)).toEqual([]);
  });

  test.each([
    ['status: seedling', ['status-unknown']],
    ['publisher: no', ['key-unknown']],
    ['craft: wood', ['key-unknown']],
    ['listen: https://example.org/', ['key-unknown']],
    ['public_transport: yes', ['key-unknown']],
    ['draft_notes: see below', ['key-unknown']],
  ])('%s', (yaml, expected) => {
    expect(parse(yaml).article?.draft).toBe(false);
    expect(codes(yaml)).toEqual(expected);
  });
});

describe('of two dates the later counts', () => {
  const of = (head: string) => {
    const { article, problems } = parse('', 'a.md', `title: A\n${head}`);
    return [article && new Date(article.published).toISOString().slice(0, 16), problems.map(({ code }) => code)];
  };
  test.each([
    ['date: 2026-01-03\npublishDate: 2027-01-01', '2027-01-01T00:00', ['dates-differ']],
    ['publishDate: 2027-01-01\ndate: 2026-01-03', '2027-01-01T00:00', ['dates-differ']],
    ['date: 2026-01-03\npublished: 2027-01-01', '2027-01-01T00:00', ['dates-differ']],
    ['date: 2026-01-03\nembargo_until: 2027-01-01', '2027-01-01T00:00', ['dates-differ']],
    ['date: 2026-01-03\nhidden_until: 2027-01-01', '2027-01-01T00:00', ['dates-differ']],
    ['date: 2027-01-03\npublishDate: 2026-01-01', '2027-01-03T00:00', ['dates-differ']],
    ['date: 2026-01-03\npublishDate: 2026-01-03 08:00', '2026-01-03T08:00', []],
    ['date: 2026-01-03\npublishDate: 2026-01-03T00:00:00Z', '2026-01-03T00:00', []],
    ['date: 2026-01-03\npublishDate: 0001-01-01T00:00:00Z', '2026-01-03T00:00', []],
  ])('%j', (head, date, codes) => expect(of(`${head}\n`)).toEqual([date, codes]));
});

describe('unlisted', () => {
  test.each([
    ...['unlisted: true', 'eleventyExcludeFromCollections: true', 'permalink: false', 'render: false', 'render: never'],
    ...['_build: { list: never }', 'build: { render: never }', 'build: { list: false }', 'Unlisted: yes'],
  ])('%s', (yaml) => {
    expect(parse(yaml).article).toMatchObject({ unlisted: true, draft: false });
    expect(codes(yaml)).toEqual([]);
  });

  test.each(['unlisted: false', 'render: always', 'build: { list: always }', 'eleventyExcludeFromCollections: false'])(
    'not: %s',
    (yaml) => expect(parse(yaml).article).not.toHaveProperty('unlisted'),
  );
});

describe('an article with an error comes down where it may be held back', () => {
  test.each([
    ['a date that is none', 'title: A\ndate: soon', true],
    ['a second date that is none', 'title: A\ndate: 2026-01-05\npublishDate: soon', true],
    ['a draft whose date is none', 'title: A\ndraft: true\ndate: soon', true],
    ['a draft whose head cannot be read', 'title: A: b\ndate: 2026-01-05\ndraft: true', true],
    ['a key in another case', 'title: A: b\n"Status": draft # yet', true],
    ['a key without a space after its colon', 'title: A\ndate: 2026-01-05\ndraft:true', true],
    ['a key without a colon', 'title: A\ndate: 2026-01-05\ndraft true', true],
    ['a key after a tab', 'title: A\ndate: 2026-01-05\n\tdraft: true', true],
    ['an end that is none', 'title: A: b\nexpires: soon', true],
    ['a date that is none in such a head', 'title: A: b\ndate: soon', true],
    ['a head that says nothing of it', 'title: A: b\ndate: 2026-01-05\ndraft: false', undefined],
    ['words within a text', 'title: A: b\nsummary: |\n  draft: true', undefined],
  ])('%s', (_, head, isHeldBack) => {
    const parsed = articleIn('a.md', `---\n${head}\n---\nText.\n`, { site, media });
    expect(parsed.article).toBeUndefined();
    expect(parsed.isHeldBack).toBe(isHeldBack);
  });
});
