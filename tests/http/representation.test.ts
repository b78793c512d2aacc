// A representation: the bytes of a document and its header fields.

import { describe, expect, test } from 'vitest';
import { type Representation, representationOf } from '../../src/http/representation.ts';
import { settledValidators, type Validators, validatorsAfter } from '../../src/http/validators.ts';
import { compressed, documentOf, LONG } from './documents.ts';

const VALIDATORS: Validators = { etag: 'W/"abc"', lastModified: Date.UTC(2026, 2, 1, 8) };

describe('a representation', () => {
  test('tells the length and the coding of each copy', () => {
    const { bytes, ...document } = documentOf(LONG);
    const copies = compressed(bytes);
    const made = representationOf(document, { identity: bytes, ...copies }, VALIDATORS);
    const variants = [made.identity, made.gzip, made.br] as Representation['identity'][];
    expect(variants.map(({ body }) => body)).toEqual([bytes, copies.gzip, copies.br]);
    for (const { body, fields } of variants) {
      expect(fields['content-length']).toBe(String(body.length));
      expect(Object.isFrozen(fields)).toBe(true);
    }
    expect(variants.map(({ fields }) => fields['content-encoding'])).toEqual([undefined, 'gzip', 'br']);
  });

  test('says what CONTRACT §5 asks of a 200 and a 304', () => {
    const document = documentOf(LONG);
    const made = representationOf(document, { identity: document.bytes }, VALIDATORS);
    const shared = {
      etag: 'W/"abc"',
      'last-modified': 'Sun, 01 Mar 2026 08:00:00 GMT',
      'cache-control': 'public, max-age=300, stale-while-revalidate=60, stale-if-error=86400',
      vary: 'Accept-Encoding',
      link: '<https://hub.example/>; rel="hub", <https://example.org/feed.xml>; rel="self"',
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'ETag, Last-Modified, Link',
      'x-content-type-options': 'nosniff',
    };
    expect(made.notModified).toEqual(shared);
    expect(made.identity.fields).toEqual({
      ...shared,
      'content-type': 'application/rss+xml; charset=utf-8',
      'content-length': String(Buffer.byteLength(LONG)),
    });
  });

  test('without links has no Link; with a policy has it; immutable is for a year', () => {
    const page = documentOf('<p>', { links: [], policy: "default-src 'none'", freshness: 'immutable' });
    const { fields } = representationOf(page, { identity: page.bytes }, VALIDATORS).identity;
    expect(fields).not.toHaveProperty('link');
    expect(fields['content-security-policy']).toBe("default-src 'none'");
    expect(fields['cache-control']).toBe('public, max-age=31536000, immutable');
  });
});

describe('Last-Modified', () => {
  const AT = Date.UTC(2026, 2, 3, 9, 0, 0, 500);
  const at = (seconds: number) => AT + seconds * 1000;
  const floor = (instant: number) => instant - (instant % 1000);
  const UPDATED = Date.UTC(2026, 2, 1, 8, 0, 0, 250);
  const first = validatorsAfter(undefined, 'W/"1"', UPDATED, at(0));

  test('first is what the document shows, in whole seconds (F5)', () => {
    expect(first).toEqual({ etag: 'W/"1"', lastModified: floor(UPDATED) });
  });

  test('F7: is never in the future', () => {
    expect(validatorsAfter(undefined, 'W/"1"', Date.UTC(2038, 0, 1), AT).lastModified).toBe(floor(AT));
  });

  test('F6, scenario 17: other bytes date from the change, also when what they show is older', () => {
    const after = validatorsAfter(first, 'W/"2"', Date.UTC(2020, 0, 1), at(60));
    expect(after).toEqual({ etag: 'W/"2"', lastModified: floor(at(60)) });
  });

  test('scenario 16: the same bytes keep it, whatever they show', () => {
    expect(validatorsAfter(first, 'W/"1"', at(30), at(60))).toBe(first);
  });

  test('F6: never goes back, though the clock did', () => {
    const second = validatorsAfter(first, 'W/"2"', UPDATED, at(60));
    const third = validatorsAfter(second, 'W/"3"', UPDATED, at(30));
    expect(third).toEqual({ etag: 'W/"3"', lastModified: floor(at(60)), sharesSecond: true });
  });

  test('9110 §8.8.2.2: two states in one second are marked; the later has the next second once that has come', () => {
    const one = validatorsAfter(first, 'W/"2"', UPDATED, at(60));
    const two = validatorsAfter(one, 'W/"3"', UPDATED, at(60.4));
    expect([one.sharesSecond, two.sharesSecond]).toEqual([undefined, true]);
    const next = floor(at(60)) + 1000;
    expect(settledValidators(two, next - 1)).toBe(two);
    expect(settledValidators(two, next)).toEqual({ etag: 'W/"3"', lastModified: next });
    expect(validatorsAfter(two, 'W/"4"', UPDATED, at(70)).sharesSecond).toBeUndefined();
  });

  test('a state that came in the second that another was given is marked too', () => {
    const one = validatorsAfter(first, 'W/"2"', UPDATED, at(60));
    const two = settledValidators(validatorsAfter(one, 'W/"3"', UPDATED, at(60.4)), at(61));
    const three = validatorsAfter(two, 'W/"4"', UPDATED, at(61.2));
    expect(three).toEqual({ etag: 'W/"4"', lastModified: floor(at(61)), sharesSecond: true });
  });
});
