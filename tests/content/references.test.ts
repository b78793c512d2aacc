// References: which files a relative address may mean.

import { describe, expect, test } from 'vitest';
import { filesReferenced } from '../../src/content/addresses.ts';

const meant = (reference: string, from = 'articles/garden/index.md'): readonly string[] | 'outside' => {
  const { paths } = filesReferenced(reference, from);
  return paths.length === 0 ? 'outside' : paths;
};

describe('a reference means', () => {
  test.each<[string, string, readonly string[] | 'outside']>([
    ['a file beside the article, or one below content/', 'tulip.jpg', ['articles/garden/tulip.jpg', 'tulip.jpg']],
    ['one from content/ where it begins with a slash', '/images/a.png', ['images/a.png']],
    ['one further up', '../b.md', ['articles/b.md']],
    ['one further up, and down again', '../../images/a.png', ['images/a.png']],
    ['the same with dots that say nothing', './a/.././/b.md', ['articles/garden/b.md', 'b.md']],
    ['nothing outside', '../../../etc/passwd', 'outside'],
    ['nothing outside, from content/ either', '/../etc/passwd', 'outside'],
    ['nothing outside on the way', 'a/../../../../articles/b.md', 'outside'],
    [
      'what its percent signs stand for, after what is written',
      'a%20b.md',
      [...['articles/garden/a%20b.md', 'a%20b.md'], ...['articles/garden/a b.md', 'a b.md']],
    ],
    ['what is written where percent signs stand for nothing', '100%.md', ['articles/garden/100%.md', '100%.md']],
    ['nothing outside by percent signs', '/%2e%2e/a.md', ['%2e%2e/a.md']],
    ['nothing with a zero byte', '/a%00.png', ['a%00.png']],
    ['a path as Windows writes it', '..\\b.md', ['articles/b.md']],
    ['nothing outside on Windows', '..\\..\\..\\b.md', 'outside'],
    ['a name in both normal forms', '/é.md', ['é.md', 'e\u0301.md']],
    ['the folder itself', '', ['articles/garden', '']],
  ])('%s: %s', (_, reference, paths) => expect(meant(reference)).toEqual(paths));

  test('files of content/ from an article that lies there', () => {
    expect(meant('a.png', 'a.md')).toEqual(['a.png']);
    expect(meant('../a.png', 'a.md')).toBe('outside');
  });

  test.each([
    ['a.md#top', ['a.md'], '#top'],
    ['a.md?b=c#d', ['a.md'], '?b=c#d'],
    ['a.md#d?b', ['a.md'], '#d?b'],
  ])('%s: the file, and the rest of the address', (reference, paths, suffix) => {
    expect(filesReferenced(reference, 'b.md')).toEqual({ paths, suffix });
  });
});
