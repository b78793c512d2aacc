// A WebSub hub for tests: writes down what it is told.

import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { loopback } from '../loopback.ts';

export interface FakeHub {
  readonly url: string;
  /** The topics it was told of, in order. */
  readonly topics: string[];
  /** The whole forms. */
  readonly forms: URLSearchParams[];
  /** What it answers next; 204 for ever if nothing is said. May look at the form, or take its time. */
  answer: (topic: string, tries: number) => Answer | Promise<Answer>;
}

type Answer = number | readonly [status: number, headers: OutgoingHttpHeaders] | 'hang up' | 'never';

export async function fakeHub(): Promise<FakeHub> {
  const hub: Omit<FakeHub, 'url'> = { topics: [], forms: [], answer: () => 204 };
  const url = await loopback(async (asked, answer) => {
    const form = new URLSearchParams(await bodyOf(asked));
    if (asked.method !== 'POST') form.set('method', String(asked.method));
    form.set('type', String(asked.headers['content-type']));
    hub.forms.push(form);
    const topic = form.get('hub.url') ?? '';
    hub.topics.push(topic);
    const said = await hub.answer(topic, hub.topics.filter((each) => each === topic).length);
    if (said === 'never') return;
    if (said === 'hang up') return void asked.socket.destroy();
    const [status, headers] = typeof said === 'number' ? [said, {}] : said;
    answer.writeHead(status, headers).end('thanks');
  });
  return Object.assign(hub, { url });
}

async function bodyOf(asked: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of asked) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
