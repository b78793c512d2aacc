// The request log: one line a request, for who wants to know what readers ask for.

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Longer ones are cut: a line stays a line that a person reads. */
const LONGEST = 500;

/**
 * Prints a line for each answer, as it went out or was cut off:
 *
 *     2026-03-03T09:00:00.123Z GET /feed.xml 200 6345 1.2ms "Feedly/1.0 (+http://…; 12 subscribers; …)"
 *
 * The bytes are those of the whole answer, its head too. The agent tells the subscribers of a hosted reader.
 */
export function logRequests(server: Server, print: (line: string) => void): void {
  /** How much of a connection's bytes belong to answers that are printed already. */
  const counted = new WeakMap<Socket, number>();

  // Before the app's own listener, so that its time is in the line.
  server.prependListener('request', (asked: IncomingMessage, answer: ServerResponse) => {
    const began = performance.now();
    const { socket } = asked;
    answer.once('close', () => {
      const bytes = socket.bytesWritten - (counted.get(socket) ?? 0);
      counted.set(socket, socket.bytesWritten);
      const { method = '', url = '', headers } = asked;
      const took = (performance.now() - began).toFixed(1);
      const agent = printable(headers['user-agent'] ?? '-').replaceAll('"', '\\"');
      const path = printable(url.replace(/[?#].*$/s, ''));
      const end = answer.writableFinished ? '' : ' cut off';
      const line = `${method} ${path} ${answer.statusCode} ${bytes} ${took}ms "${agent}"${end}`;
      print(`${new Date().toISOString()} ${line}`);
    });
  });
}

/** What a terminal could obey is written as `\x1b`: agents are what strangers like to send. */
function printable(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return cut.replace(/[^ -~…]|\\/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
