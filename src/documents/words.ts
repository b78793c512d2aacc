// The words of a draft: tokens stand in for every text while `feed` writes.

/**
 * `feed` and xml-js escape some text twice and some not at all, so they only see tokens, and the words come
 * back when the draft is read. Unicode keeps U+FDD0 and U+FDD1 for a program's own use; no article holds them.
 */
export interface Words {
  token(words: string): string;
  restore(text: string): string;
}

export function createWords(): Words {
  const words: string[] = [];
  return {
    token: (text) => `\uFDD0${words.push(text) - 1}\uFDD1`,
    restore: (text) => text.replace(/\uFDD0(\d+)\uFDD1/g, (_, index: string) => words[Number(index)] ?? ''),
  };
}
