// The content of an article: its direction.

import { expect, test } from 'vitest';
import { contentOf } from '../../src/documents/content.ts';
import type { PublicArticle } from '../../src/model/article.ts';

const article = { title: 'A', permalink: 'https://e.example/a/' } as PublicArticle;

test.each<[string | undefined, boolean]>([
  ['ar', true],
  ['ar-EG', true],
  ['he', true],
  ['fa-IR', true],
  ['uz-Arab', true],
  ['az-Arab-IR', true],
  ['ks-Deva', false],
  ['ur-Latn', false],
  ['en', false],
  ['arn', false],
  [undefined, false],
])('content in %s is written from right to left: %s', (language, isRightToLeft) => {
  const content = contentOf(article, '<p>b</p>', language);
  expect(content).toBe(isRightToLeft ? '<div dir="rtl"><p>b</p></div>' : '<p>b</p>');
});

test('an article says its own language, and content that is empty says nothing', () => {
  expect(contentOf({ ...article, language: 'ar' }, '<p>b</p>')).toBe('<div dir="rtl"><p>b</p></div>');
  expect(contentOf(article, '', 'ar')).toBe('');
});
