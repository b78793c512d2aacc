// Addresses of before.

import { describe, expect, test } from 'vitest';
import { namesIn } from '../../src/commands/import/feed-values.ts';
import { patternOf, slugInLink } from '../../src/commands/import/moves.ts';
import { dateAt, dateInZone } from '../../src/model/time.ts';
import { parseRfc3339 } from '../instant.ts';

test.each([
  ['https://x.example/2023/03/hello-world/', 'hello-world'],
  ['https://x.example/hello.html?utm_source=rss', 'hello'],
  ['https://x.example/Gr%C3%BC%C3%9Fe_aus/index.php', 'grüße-aus'],
  ['https://x.example/2023/03/12345/', undefined],
  ['https://x.example/?p=12', undefined],
  ['https://x.example/', undefined],
  ['nonsense', undefined],
  [undefined, undefined],
])('the slug in %s is %s', (link, slug) => {
  expect(slugInLink(link)).toBe(slug);
});

describe('the pattern of addresses', () => {
  const at = (...links: string[]) =>
    links.map((link) => ({ link: `https://x.example${link}`, published: parseRfc3339('2023-03-04T12:00:00Z') }));

  test.each<[string, string[], string | undefined]>([
    ['year and month', ['/2023/03/a/', '/2023/03/b/'], '/{year}/{month}/{slug}/'],
    ['a day too', ['/2023/03/04/a/'], '/{year}/{month}/{day}/{slug}/'],
    ['the slug alone', ['/a/', '/b/'], '/{slug}/'],
    ['a folder', ['/blog/a', '/blog/b'], '/blog/{slug}/'],
    ['that of Courant', ['/articles/a/'], undefined],
    ['the one that most follow', ['/blog/a/', '/blog/b/', '/c.html'], '/blog/{slug}/'],
    ['none that most follow', ['/blog/a/', '/b/'], undefined],
    ['another month than that of the article', ['/2023/05/a/'], undefined],
    ['names with an ending', ['/2023/03/a.html', '/2023/03/b.html'], '/{year}/{month}/{slug}.html'],
    ['names with an ending of old programs', ['/a.php'], undefined],
    ['slugs that would be other ones', ['/A_b/'], undefined],
    ['no articles', [], undefined],
  ])('%s', (_, links, pattern) => {
    expect(patternOf(at(...links), 'UTC')).toBe(pattern);
  });

  test('the day of a date near midnight is that of the zone', () => {
    const items = [{ link: 'https://x.example/2023/04/a/', published: parseRfc3339('2023-03-31T23:30:00Z') }];
    expect([patternOf(items, 'UTC'), patternOf(items, 'Europe/Berlin')]).toEqual([
      undefined,
      '/{year}/{month}/{slug}/',
    ]);
  });
});

test.each<[string, string[]]>([
  ['AXL Media', ['AXL Media']],
  ['By: Ann Example', ['Ann Example']],
  ['Ann Example and Bob Sample', ['Ann Example', 'Bob Sample']],
  ['Ann Example, Bob Sample, and Cy de la Test', ['Ann Example', 'Bob Sample', 'Cy de la Test']],
  ['Health and Science Desk', ['Health and Science Desk']],
  ['Jane Doe, PhD', ['Jane Doe, PhD']],
  ['Simon & Garfunkel', ['Simon & Garfunkel']],
  ['Ann, Ben and Carla', ['Ann', 'Ben', 'Carla']],
  ['Ann Example Defence and security editor', ['Ann Example Defence and security editor']],
  ['Ann Example, Health Editor', ['Ann Example, Health Editor']],
  ['', []],
])('the names in %j', (byline, names) => {
  expect(namesIn(byline)).toEqual(names);
});

test.each([
  ['2026-01-05T09:00:00Z', 'UTC', '2026-01-05T09:00:00Z'],
  ['2026-01-05T09:00:00Z', 'Europe/Berlin', '2026-01-05T10:00:00+01:00'],
  ['2026-07-05T09:00:00.250Z', 'America/St_Johns', '2026-07-05T06:30:00.250-02:30'],
  ['1890-01-01T00:00:00Z', 'Europe/Berlin', '1890-01-01T00:53:00+00:53'],
])('%s in %s is %s', (instant, zone, written) => {
  expect(dateInZone(parseRfc3339(instant), zone)).toBe(written);
  expect(parseRfc3339(written)).toBe(parseRfc3339(instant));
});

test('an offset of minutes', () => {
  expect(dateAt(0, -570)).toBe('1969-12-31T14:30:00-09:30');
});
