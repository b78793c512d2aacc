import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createFiles } from '../../src/http/file.ts';
import type { FileResource } from '../../src/model/resource.ts';
import { asking } from './asking.ts';
import { AT } from './documents.ts';
import { BYTES, fileOf, MTIME, streamOf } from './files.ts';

const ETAG = `"${createHash('sha256').update(BYTES).digest('base64url').slice(0, 24)}"`;

async function answer(file: FileResource, headers: Record<string, string> = {}, method = 'GET', files = createFiles()) {
  const response = await files.answer(asking(headers, method), file, AT);
  return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) };
}

describe('a file', () => {
  test('scenario 28: GET is the whole file, with its length, type and strong tag', async () => {
    const { status, headers, body } = await answer(fileOf(BYTES));
    expect(status).toBe(200);
    expect(body).toEqual(BYTES);
    expect(Object.fromEntries(headers)).toEqual({
      'content-type': 'image/jpeg',
      'content-length': '10000',
      etag: ETAG,
      'last-modified': 'Sun, 01 Mar 2026 08:00:00 GMT',
      'cache-control': 'public, max-age=86400',
      'accept-ranges': 'bytes',
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'ETag, Last-Modified, Link',
      'x-content-type-options': 'nosniff',
    });
  });

  test('scenario 28: HEAD says the same and opens the file for its tag only', async () => {
    const file = fileOf(BYTES);
    const files = createFiles();
    const got = await answer(file, {}, 'GET', files);
    const opened = file.opened.length;
    const { status, headers, body } = await answer(file, { range: 'bytes=0-9' }, 'HEAD', files);
    expect([status, body.length, file.opened.length]).toEqual([200, 0, opened]);
    expect(Object.fromEntries(headers)).toEqual(Object.fromEntries(got.headers));
  });

  test.each<[string, Record<string, string>, number, string | null, Buffer]>([
    ['scenario 28: bytes=0-99', { range: 'bytes=0-99' }, 206, 'bytes 0-99/10000', BYTES.subarray(0, 100)],
    ['scenario 28: bytes=-50', { range: 'bytes=-50' }, 206, 'bytes 9950-9999/10000', BYTES.subarray(9950)],
    ['across chunks', { range: 'bytes=900-5000' }, 206, 'bytes 900-5000/10000', BYTES.subarray(900, 5001)],
    ['scenario 28: bytes=999999999-', { range: 'bytes=999999999-' }, 416, 'bytes */10000', Buffer.alloc(0)],
    ['9110 §14.2: several ranges', { range: 'bytes=0-9,20-29' }, 200, null, BYTES],
    [
      '9110 §13.1.5: If-Range, our tag',
      { range: 'bytes=0-9', 'if-range': ETAG },
      206,
      'bytes 0-9/10000',
      BYTES.subarray(0, 10),
    ],
    ['9110 §13.1.5: If-Range, another tag', { range: 'bytes=0-9', 'if-range': '"x"' }, 200, null, BYTES],
    ['9110 §13.1.5: If-Range fails before 416', { range: 'bytes=99999-', 'if-range': '"x"' }, 200, null, BYTES],
  ])('%s', async (_, asked, expected, contentRange, expectedBody) => {
    const { status, headers, body } = await answer(fileOf(BYTES), asked);
    expect(status).toBe(expected);
    expect(headers.get('content-range')).toBe(contentRange);
    expect(headers.get('content-length')).toBe(String(expectedBody.length));
    expect(body).toEqual(expectedBody);
  });

  test.each<[string, Record<string, string>, number]>([
    ['scenario 28: with INM', { 'if-none-match': ETAG }, 304],
    ['9110 §13.2.2: INM before Range', { 'if-none-match': ETAG, range: 'bytes=0-9' }, 304],
    ['9110 §13.2.2: another tag, then Range', { 'if-none-match': '"x"', range: 'bytes=0-9' }, 206],
    ['9110 §13.1.3: IMS', { 'if-modified-since': 'Sun, 01 Mar 2026 08:00:00 GMT' }, 304],
    ['pictures are never compressed', { 'accept-encoding': 'gzip, br' }, 200],
  ])('%s', async (_, asked, expected) => {
    const { status, headers, body } = await answer(fileOf(BYTES), asked);
    expect(status).toBe(expected);
    expect(headers.get('content-encoding')).toBeNull();
    expect(headers.get('etag')).toBe(ETAG);
    expect(headers.get('last-modified')).toBe('Sun, 01 Mar 2026 08:00:00 GMT');
    if (expected === 304) expect(body.length).toBe(0);
  });

  test('9110 §8.8.2.1: its date is never in the future', async () => {
    const { headers } = await answer(fileOf(BYTES, { mtime: Date.UTC(2038, 0, 1) }));
    expect(headers.get('last-modified')).toBe('Tue, 03 Mar 2026 09:00:00 GMT');
  });

  test('F3: its tag is of the bytes, whatever its date', async () => {
    const { headers } = await answer(fileOf(BYTES, { mtime: MTIME + 5000 }));
    expect(headers.get('etag')).toBe(ETAG);
  });

  test('an empty one is sent', async () => {
    const { status, headers, body } = await answer(fileOf(Buffer.alloc(0)));
    expect([status, headers.get('content-length'), body.length]).toEqual([200, '0', 0]);
  });

  test('an SVG runs nothing', async () => {
    const policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
    const svg = await answer(fileOf(BYTES, {}, 'image/svg+xml'));
    expect(svg.headers.get('content-security-policy')).toBe(policy);
    const jpeg = await answer(fileOf(BYTES));
    expect(jpeg.headers.get('content-security-policy')).toBeNull();
  });
});

describe('the tag', () => {
  test('is hashed once for all who ask at the same time, and then known', async () => {
    const file = fileOf(BYTES);
    const files = createFiles();
    await Promise.all(Array.from({ length: 10 }, () => answer(file, {}, 'HEAD', files)));
    expect(file.opened).toEqual([[0, 10000]]);
    expect((await answer(file, { 'if-none-match': ETAG }, 'GET', files)).status).toBe(304);
    expect(file.opened).toHaveLength(1);
  });

  test.each([{ size: BYTES.length - 1 }, { mtime: MTIME + 1 }, { ctime: MTIME + 1 }, { inode: 2 }])(
    'is hashed anew when the file differs in %o',
    async (changed) => {
      const files = createFiles();
      await answer(fileOf(BYTES), {}, 'HEAD', files);
      const bytes = Buffer.from(BYTES.toReversed()).subarray(0, changed.size);
      const edited = fileOf(bytes, changed);
      expect((await answer(edited, {}, 'HEAD', files)).headers.get('etag')).not.toBe(ETAG);
      expect(edited.opened.length).toBe(1);
    },
  );

  test('is hashed in turns: other clients are answered meanwhile', async () => {
    const files = createFiles();
    const pieces = Array.from({ length: 100 }, () => BYTES);
    const long = fileOf(Buffer.concat(pieces), {}, 'video/mp4', () => streamOf(pieces));
    const answered: string[] = [];
    const waiting = answer(long, {}, 'HEAD', files).then(() => answered.push('the client that waits'));
    setImmediate(() => answered.push('another client'));
    await waiting;
    expect(answered).toEqual(['another client', 'the client that waits']);
  });

  test('is kept for so many files', async () => {
    const files = createFiles(2);
    const all = ['a', 'b', 'c'].map((path) => fileOf(BYTES, { path }));
    for (const file of all) await answer(file, {}, 'HEAD', files);
    for (const file of [...all].reverse()) await answer(file, {}, 'HEAD', files);
    expect(all.map((file) => file.opened.length)).toEqual([2, 1, 1]);
  });
});

describe('a file that is not what it was', () => {
  test('F25: gone before its tag is known: 503, and tried again', async () => {
    const files = createFiles();
    const gone = fileOf(BYTES, {}, 'image/jpeg', () => {
      throw new Error('ENOENT');
    });
    const { status, headers } = await answer(gone, {}, 'GET', files);
    expect([status, headers.get('retry-after')]).toEqual([503, '5']);
    expect((await answer(fileOf(BYTES), {}, 'GET', files)).status).toBe(200);
  });

  test('gone before its first byte: 503', async () => {
    const files = createFiles();
    await answer(fileOf(BYTES), {}, 'HEAD', files);
    const gone = fileOf(
      BYTES,
      {},
      'image/jpeg',
      () => new ReadableStream({ pull: (c) => c.error(new Error('ENOENT')) }),
    );
    expect((await answer(gone, {}, 'GET', files)).status).toBe(503);
  });

  test.each([
    ['shorter', BYTES.subarray(0, 9000)],
    ['longer', Buffer.concat([BYTES, BYTES])],
  ])('%s than was said, seen while hashing: 503', async (_, bytes) => {
    const file = fileOf(BYTES, {}, 'image/jpeg', () => new Response(bytes).body as ReadableStream<Uint8Array>);
    expect((await answer(file)).status).toBe(503);
  });

  test.each([
    ['shorter', [BYTES.subarray(0, 9000)]],
    ['longer', [BYTES, Buffer.from('more')]],
  ])('%s than was said, seen while sending: the connection breaks', async (_, chunks) => {
    const files = createFiles();
    await answer(fileOf(BYTES), {}, 'HEAD', files);
    const file = fileOf(BYTES, {}, 'image/jpeg', () => streamOf(chunks));
    const response = await files.answer(asking(), file, AT);
    let sent = 0;
    const count = new WritableStream<Uint8Array>({
      write(chunk) {
        sent += chunk.length;
      },
    });
    const sending = response.body?.pipeTo(count);
    await expect(sending).rejects.toThrow('not as long as it was');
    expect(sent).toBeLessThanOrEqual(BYTES.length);
  });

  test('an asker who hangs up closes it', async () => {
    let closed = false;
    const file = fileOf(BYTES, {}, 'image/jpeg', () => {
      const bytes = [BYTES.subarray(0, 5000), BYTES.subarray(5000)];
      return new ReadableStream({
        pull(controller) {
          const next = bytes.shift();
          if (next) controller.enqueue(next);
          else controller.close();
        },
        cancel() {
          closed = true;
        },
      });
    });
    const files = createFiles();
    await answer(fileOf(BYTES), {}, 'HEAD', files);
    const response = await files.answer(asking(), file, AT);
    await response.body?.cancel();
    expect(closed).toBe(true);
  });
});
