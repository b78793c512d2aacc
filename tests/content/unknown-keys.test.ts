// Unknown keys: told once for all files that have them, with their number.

import { expect, test } from 'vitest';
import { type Problem, problem, unknownKeysToldOnce } from '../../src/model/problem.ts';
import { wording } from '../../src/model/wording.ts';

const unknown = (path: string, key: string, line = 2): Problem =>
  problem(path, { line, column: 1 }, wording('key-unknown', key, 'title'));

test('a key that many files have is told at the first, with their number', () => {
  const other = problem('b.md', { line: 1, column: 1 }, wording('date-missing'));
  const problems = [unknown('a.md', 'titel'), other, unknown('b.md', 'titel'), unknown('b.md', 'sumary'), other];
  expect(unknownKeysToldOnce([...problems, unknown('c.md', 'titel'), unknown('c.md', 'titel', 5)])).toEqual([
    { ...unknown('a.md', 'titel'), message: '"titel" is not a key that Courant knows, in 3 files.' },
    other,
    unknown('b.md', 'sumary'),
    other,
  ]);
});
