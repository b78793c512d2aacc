// Raw connections for tests: what is sent is what stands there, byte for byte.

import { connect, type Socket } from 'node:net';

export interface Talk {
  readonly socket: Socket;
  /** All that came so far. */
  text(): string;
  send(text: string): void;
  /** Fulfilled with all that came, once the other side has ended the connection. */
  readonly ended: Promise<string>;
}

export function talkTo(port: number): Talk {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  const text = () => Buffer.concat(chunks).toString('latin1');
  socket.on('data', (chunk) => chunks.push(chunk));
  const ended = new Promise<string>((resolve) => {
    socket.on('error', () => {}); // reset: told by `ended` too
    socket.on('close', () => resolve(text()));
  });
  return { socket, text, send: (sent) => void socket.write(sent, 'latin1'), ended };
}

/** Sends it, and gives all that comes until the other side ends the connection. */
export async function exchange(port: number, sent: string): Promise<string> {
  const talk = talkTo(port);
  talk.send(sent);
  return talk.ended;
}

export const statusesIn = (text: string): string[] =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, code]) => code ?? '');
