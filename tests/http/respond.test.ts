import { describe, expect, test } from 'vitest';
import { representationOf } from '../../src/http/representation.ts';
import type { Asked } from '../../src/http/request.ts';
import {
  alive,
  failed,
  gone,
  methodNotAllowed,
  moved,
  notFound,
  notReady,
  optionsAllowed,
  respond,
} from '../../src/http/respond.ts';
import { asking } from './asking.ts';
import { compressed, documentOf, LONG } from './documents.ts';

const FEED = documentOf(LONG);
const VALIDATORS = { etag: 'W/"abc"', lastModified: Date.UTC(2026, 2, 1, 8) };
const CODINGS = { identity: FEED.bytes, ...compressed(FEED.bytes) };
const made = representationOf(FEED, CODINGS, VALIDATORS);

describe('respond', () => {
  test('9110 §15.3.1: 200 with the body', async () => {
    const response = respond(asking(), made);
    expect([response.status, await response.text()]).toEqual([200, LONG]);
  });

  test('scenario 2, F8: 304 with every validator and no body', async () => {
    const response = respond(asking({ 'if-none-match': 'W/"abc"', 'accept-encoding': 'br,gzip' }), made);
    expect([response.status, await response.text()]).toEqual([304, '']);
    for (const name of ['etag', 'last-modified', 'cache-control', 'vary', 'link']) {
      expect(response.headers.get(name), name).not.toBeNull();
    }
    for (const name of ['content-length', 'content-encoding', 'content-type']) {
      expect(response.headers.get(name), name).toBeNull();
    }
  });

  test('scenario 12: HEAD has the fields of GET and no body', async () => {
    const head = respond(asking({ 'accept-encoding': 'gzip' }, 'HEAD'), made);
    const get = respond(asking({ 'accept-encoding': 'gzip' }), made);
    expect(await head.text()).toBe('');
    expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries(get.headers));
    expect(head.headers.get('content-length')).toBe(String(made.gzip?.body.length));
    expect(respond(asking({ 'if-none-match': '*' }, 'HEAD'), made).status).toBe(304);
  });

  test.each([
    ['all', CODINGS, 'br'],
    ['identity and gzip', { identity: CODINGS.identity, gzip: CODINGS.gzip }, 'gzip'],
    ['identity', { identity: CODINGS.identity }, null],
  ])('9110 §12.5.3: the best coding is sent of those that are made: %s', (_, codings, expected) => {
    const response = respond(asking({ 'accept-encoding': 'br, gzip' }), representationOf(FEED, codings, VALIDATORS));
    expect(response.headers.get('content-encoding')).toBe(expected);
    expect(response.headers.get('vary')).toBe('Accept-Encoding');
  });
});

describe('short answers', () => {
  test.each([
    ['9110 §15.5.5', notFound, 404],
    ['9110 §15.5.11', gone, 410],
    ['9110 §15.5.6', methodNotAllowed, 405],
    ['9110 §15.6.1', failed, 500],
    ['9110 §15.6.4', notReady, 503],
    ['alive', (asked: Asked) => alive(asked, 'ok\n'), 200],
  ])('%s: %o, HEAD as GET', async (_, answer, status) => {
    const get = answer(asking());
    const head = answer(asking({}, 'HEAD'));
    const text = await get.text();
    expect([get.status, head.status]).toEqual([status, status]);
    expect(get.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries(get.headers));
    expect(head.headers.get('content-length')).toBe(String(text.length));
    expect(await head.text()).toBe('');
  });

  test('what may change soon is cached for a minute, what has failed not at all', () => {
    expect(notFound(asking()).headers.get('cache-control')).toBe('public, max-age=60');
    for (const answer of [failed, notReady]) expect(answer(asking()).headers.get('cache-control')).toBe('no-store');
  });

  test('F26: Retry-After is an integer', () => {
    expect(notReady(asking()).headers.get('retry-after')).toMatch(/^\d+$/);
  });

  test('scenario 13: 405 and OPTIONS say what is allowed', async () => {
    expect(methodNotAllowed(asking({}, 'POST')).headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect([optionsAllowed().status, optionsAllowed().headers.get('allow'), await optionsAllowed().text()]).toEqual([
      204,
      'GET, HEAD, OPTIONS',
      '',
    ]);
  });

  test('scenario 40: 301 with the address', () => {
    const response = moved('https://example.org/new/');
    expect([response.status, response.headers.get('location')]).toEqual([301, 'https://example.org/new/']);
  });
});
