// Media that are asked for one after the other on one connection, without waiting: no file stays open.

import { readdirSync, readlinkSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { guarded, listen } from '../../src/commands/http-server.ts';
import { nodeHandler } from '../../src/node-handler.ts';
import type { Library } from '../../src/serve/library.ts';
import { contentFolder, library } from '../content-folder.ts';
import { loopback } from '../loopback.ts';
import { soon } from '../soon.ts';
import { statusesIn, talkTo } from './sockets.ts';

const FILM = Buffer.alloc(8_000_000, 'film ');

async function started(fetch: Parameters<typeof listen>[0]): Promise<number> {
  const { port, close } = await listen(fetch, { port: 0, host: '127.0.0.1' });
  onTestFinished(close);
  return port;
}

async function startedInNode(opened: Library): Promise<number> {
  const handler = nodeHandler(opened);
  return Number(new URL(await loopback((request, response) => handler(request, response))).port);
}

/** How many times the film is open in this process. */
function timesOpen(folder: string): number {
  const paths = readdirSync('/proc/self/fd').map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return undefined; // the one that lists them
    }
  });
  return paths.filter((path) => path === join(realpathSync(folder), 'a.mp4')).length;
}

const aWhile = () => new Promise((resolve) => setTimeout(resolve, 100));

describe.each<[string, (opened: Library) => Promise<number>]>([
  ['serve', (opened) => started(createApp(opened).fetch)],
  ['serve --drafts', (opened) => started(guarded(createApp(opened).fetch))],
  ['nodeHandler', startedInNode],
])('%s', (_, start) => {
  test.runIf(process.platform === 'linux')(
    'opens a film for the client that it is sent to, and closes it',
    async () => {
      const folder = contentFolder({ 'a.mp4': FILM, 'a.md': '# A\n' });
      const port = await start(await library(folder));
      const ask = (more = '') => `GET /a.mp4 HTTP/1.1\r\nHost: localhost\r\n${more}\r\n`;
      const whole = talkTo(port);
      whole.send(ask() + ask('Range: bytes=0-4\r\n') + ask('Range: bytes=-4\r\nConnection: close\r\n'));
      const text = await whole.ended;
      expect(statusesIn(text)).toEqual(['200', '206', '206']);
      expect(text.length).toBeGreaterThan(FILM.length);
      expect(text.slice(-4)).toBe('ilm ');

      const deaf = Array.from({ length: 5 }, () => talkTo(port));
      for (const { socket, send } of deaf) {
        socket.pause();
        send(ask().repeat(10));
      }
      await soon(() => expect(timesOpen(folder)).toBeGreaterThanOrEqual(deaf.length));
      await aWhile();
      expect(timesOpen(folder)).toBe(deaf.length);
      for (const { socket } of deaf) socket.destroy();
      await soon(() => expect(timesOpen(folder)).toBe(0));
      await aWhile();
      expect(timesOpen(folder)).toBe(0);
    },
  );
});
