import { describe, expect, test } from 'vitest';
import { represent } from '../../src/http/representation.ts';
import {
  alive,
  failed,
  gone,
  methodNotAllowed,
  moved,
  notFound,
  notReady,
  options,
  respond,
} from '../../src/http/respond.ts';
import { asking } from './asking.ts';
import { documentOf, LONG } from './documents.ts';

const BODY = new TextEncoder().encode(LONG);
const made = () => represent(documentOf(LONG), BODY, { etag: 'W/"abc"', lastModified: Date.UTC(2026, 2, 1, 8) });

describe('respond', () => {
  test('9110 §15.3.1: 200 with the body', async () => {
    const response = respond(asking(), await made());
    expect([response.status, await response.text()]).toEqual([200, LONG]);
  });

  test('scenario 2, F8: 304 with every validator and no body', async () => {
    const response = respond(asking({ 'if-none-match': 'W/"abc"', 'accept-encoding': 'br,gzip' }), await made());
    expect([response.status, await response.text()]).toEqual([304, '']);
    for (const name of ['etag', 'last-modified', 'cache-control', 'vary', 'link']) {
      expect(response.headers.get(name), name).not.toBeNull();
    }
    for (const name of ['content-length', 'content-encoding', 'content-type']) {
      expect(response.headers.get(name), name).toBeNull();
    }
  });

  test('scenario 12: HEAD has the fields of GET and no body', async () => {
    const representation = await made();
    const head = respond(asking({ 'accept-encoding': 'gzip' }, 'HEAD'), representation);
    const get = respond(asking({ 'accept-encoding': 'gzip' }), representation);
    expect(await head.text()).toBe('');
    expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries(get.headers));
    expect(head.headers.get('content-length')).toBe(String(representation.gzip.body.length));
    expect(respond(asking({ 'if-none-match': '*' }, 'HEAD'), representation).status).toBe(304);
  });

  test('br is sent once it is there, gzip until then', async () => {
    const representation = await made();
    const coding = () =>
      respond(asking({ 'accept-encoding': 'br, gzip' }), representation).headers.get('content-encoding');
    const { br, ...early } = representation;
    expect(respond(asking({ 'accept-encoding': 'br, gzip' }), early).headers.get('content-encoding')).toBe('gzip');
    await representation.complete;
    expect(coding()).toBe('br');
    expect(br).toBeUndefined();
  });
});

describe('short answers', () => {
  test.each([
    ['9110 §15.5.5', notFound, 404],
    ['9110 §15.5.11', gone, 410],
    ['9110 §15.5.6', methodNotAllowed, 405],
    ['9110 §15.6.1', failed, 500],
    ['9110 §15.6.4', notReady, 503],
    ['alive', alive, 200],
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
    expect([options().status, options().headers.get('allow'), await options().text()]).toEqual([
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
