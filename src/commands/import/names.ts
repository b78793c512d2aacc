// Names in a byline: one, or several with commas and an "and".

import { oneLine } from '../../model/text.ts';

/** `Ann Example, Bob Sample and Cy Test`, but not `Health and Science Desk` or `Jane Doe, PhD`: whole names only. */
export function namesIn(byline: string): string[] {
  const text = oneLine(byline).replace(/^by:?\s+/i, '');
  const parts = text
    .split(/\s*[,;&]\s*(?:and\s+)?|\s+and\s+/i)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const areNames = parts.every((part) => /^\S+(?: \S+){1,3}$/.test(part));
  return parts.length > 1 && areNames ? parts : text === '' ? [] : [text];
}
