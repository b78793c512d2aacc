// The server's bounds: no client wears it out, and no end cuts anybody off.

import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type HttpServer, LIMITS, listen } from '../../src/commands/http-server.ts';
import { soon } from '../soon.ts';
import { exchange, statusesIn, talkTo } from './sockets.ts';

const HEAD = 'GET / HTTP/1.1\r\nHost: x\r\n';
const hello = () => new Response('hello', { headers: { 'content-length': '5' } });

async function started(
  fetch: (asked: Request) => Response | Promise<Response> = hello,
  limits: Partial<typeof LIMITS> = {},
): Promise<HttpServer> {
  const started = await listen(fetch, { port: 0, host: '127.0.0.1', limits: { ...LIMITS, ...limits } });
  onTestFinished(() => started.close());
  return started;
}

test('the limits are those of the server that is really there', async () => {
  const { server } = await started();
  expect(server).toMatchObject({
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 65_000,
    timeout: 60_000,
    maxConnections: 10_000,
  });
});

describe('a slow client', () => {
  const QUICK = { connectionsCheckingInterval: 20, headersTimeout: 100, requestTimeout: 200 };

  test('that does not end its head gets a 408, and others their answers', async () => {
    const { port } = await started(hello, QUICK);
    const slow = talkTo(port);
    slow.send('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ');
    const drip = setInterval(() => slow.send('a'), 20);
    expect(statusesIn(await exchange(port, `${HEAD}Connection: close\r\n\r\n`))).toEqual(['200']);
    expect(statusesIn(await slow.ended)).toEqual(['408']);
    clearInterval(drip);
  });

  test('that says nothing is cut off', async () => {
    const { port } = await started(hello, QUICK);
    await talkTo(port).ended;
  });

  test('that does not send the body it told of gets its answer, and is cut off', async () => {
    const { port } = await started(hello, QUICK);
    const slow = talkTo(port);
    slow.send(`${HEAD}Content-Length: 100\r\n\r\nbegun`);
    expect(await slow.ended).toMatch(/^HTTP\/1\.1 200 [\s\S]*\r\n\r\nhello/);
  });

  test('that stays after its answer is asked to go', async () => {
    const { port } = await started(hello, { keepAliveTimeout: 50 });
    const idle = talkTo(port);
    idle.send(`${HEAD}\r\n`);
    expect(statusesIn(await idle.ended)).toEqual(['200']);
  });

  test('that does not read its answer is cut off', async () => {
    const large = new Uint8Array(50_000_000);
    const { port, server } = await started(() => new Response(large), { idleTimeout: 200 });
    const connected = once(server, 'connection');
    const deaf = talkTo(port);
    deaf.socket.pause();
    deaf.send(`${HEAD}\r\n`);
    const [socket] = await connected;
    await once(socket, 'close');
    deaf.socket.resume();
    expect((await deaf.ended).length).toBeLessThan(large.length);
  });
});

describe('too much', () => {
  test('of a head is a 431', async () => {
    const { port } = await started();
    const long = 'x'.repeat(LIMITS.maxHeaderSize);
    expect(statusesIn(await exchange(port, `${HEAD}X-Long: ${long}\r\n\r\n`))).toEqual(['431']);
    expect(statusesIn(await exchange(port, `GET /${long} HTTP/1.1\r\nHost: x\r\n\r\n`))).toEqual(['431']);
  });

  test('of connections are turned away, and come in again when there is room', async () => {
    const { port } = await started(hello, { connections: 2 });
    const two = [talkTo(port), talkTo(port)];
    await Promise.all(two.map(({ socket }) => once(socket, 'connect')));
    expect(await talkTo(port).ended).toBe('');
    for (const { socket } of two) socket.destroy();
    await soon(async () => {
      expect(statusesIn(await exchange(port, `${HEAD}Connection: close\r\n\r\n`))).toEqual(['200']);
    });
  });
});

describe('the end', () => {
  test('waits for the answer that is being made, and for nobody who only stays', async () => {
    let answer: (response: Response) => void = () => {};
    const { port, close } = await started((asked) =>
      asked.url.endsWith('/slow') ? new Promise((resolve) => (answer = resolve)) : hello(),
    );
    const idle = talkTo(port);
    idle.send(`${HEAD}\r\n`);
    await soon(() => expect(idle.text()).toContain('hello'));
    const slow = talkTo(port);
    slow.send('GET /slow HTTP/1.1\r\nHost: x\r\n\r\n');
    await soon(() => expect(answer).not.toHaveLength(0));
    const closed = close();
    await idle.ended;
    expect(await talkTo(port).ended).toBe('');
    answer(hello());
    expect(await slow.ended).toMatch(/hello$/);
    await closed;
  });

  test('waits for a client that does not read only so long', async () => {
    expect(LIMITS.lastWords).toBeLessThan(10_000);
    const large = new Uint8Array(50_000_000);
    const { port, close } = await started(() => new Response(large), { lastWords: 100 });
    const deaf = talkTo(port);
    deaf.send(`${HEAD}\r\n`);
    await soon(() => expect(deaf.text()).not.toBe(''));
    deaf.socket.pause();
    await close();
    deaf.socket.destroy();
  });
});
