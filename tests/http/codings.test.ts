import { describe, expect, test } from 'vitest';
import { type Coding, codingsFor } from '../../src/http/codings.ts';

const ALL: readonly Coding[] = ['br', 'gzip', 'identity'];
const WITHOUT_BR: readonly Coding[] = ['gzip', 'identity'];

const chosen = (header: string | undefined, available: readonly Coding[]) =>
  codingsFor(header).find((coding) => available.includes(coding));

describe('the coding that a client gets', () => {
  test.each<[string, string | undefined, Coding]>([
    ['scenario 11: gzip', 'gzip', 'gzip'],
    ['scenario 11: br', 'br', 'br'],
    ['scenario 11: gzip, deflate', 'gzip, deflate', 'gzip'],
    ['scenario 11: gzip;q=0', 'gzip;q=0', 'identity'],
    ['scenario 11: identity', 'identity', 'identity'],
    ['scenario 11: absent', undefined, 'identity'],
    ['scenario 11: zstd only', 'zstd', 'identity'],
    ['scenario 11: br;q=0.1, gzip;q=1', 'br;q=0.1, gzip;q=1', 'gzip'],
    ['Miniflux: br,gzip without a space', 'br,gzip', 'br'],
    ['browser: gzip, deflate, br, zstd', 'gzip, deflate, br, zstd', 'br'],
    ['9110 §12.5.3 equal weights: the smaller', 'gzip;q=0.5, br;q=0.5', 'br'],
    ['9110 §12.5.3 empty: no coding wanted', '', 'identity'],
    ['9110 §12.5.3 * stands for what is not named', '*', 'br'],
    ['9110 §12.5.3 * does not undo q=0', 'br;q=0, *', 'gzip'],
    ['9110 §12.5.3 *;q=0 forbids what is not named', 'gzip, *;q=0', 'gzip'],
    ['9110 §12.5.3 everything forbidden: sent as it is', 'identity;q=0, *;q=0', 'identity'],
    ['9110 §12.5.3 identity;q=0 with a coding', 'identity;q=0, gzip;q=0.001', 'gzip'],
    ['9110 §12.5.3 identity liked best', 'gzip;q=0.5, identity', 'identity'],
    ['9110 §12.5.3 identity not named is liked least', 'gzip;q=0.001', 'gzip'],
    ['9110 §12.4.2 spaces around the weight', 'gzip ; q=0 , br ;q=0.3', 'br'],
    ['9110 §12.4.2 a weight above 1 says nothing', 'gzip;q=5', 'identity'],
    ['9110 §12.4.2 a weight that is no number says nothing', 'br;q=x, gzip', 'gzip'],
    ['9110 §8.4.1 names in any case', 'GZIP;Q=1.000', 'gzip'],
    ['9110 §8.4.1.3 x-gzip is gzip', 'x-gzip', 'gzip'],
  ])('%s', (_, header, expected) => {
    expect(chosen(header, ALL)).toBe(expected);
  });

  test.each<[string, string, Coding]>([
    ['br asked, not there yet: gzip where that is asked too', 'br, gzip', 'gzip'],
    ['br asked alone, not there yet: identity', 'br', 'identity'],
    ['* while br is not there yet', '*', 'gzip'],
  ])('%s', (_, header, expected) => {
    expect(chosen(header, WITHOUT_BR)).toBe(expected);
    expect(chosen(header, ALL)).toBe('br'); // what is remembered of a header is no answer
  });

  test('a thousand invented headers push nobody out for good', () => {
    for (let i = 0; i < 1000; i++) expect(chosen(`x${i}, gzip`, ALL)).toBe('gzip');
    expect(chosen('gzip;q=0', ALL)).toBe('identity');
  });
});
