// A hub can fetch what is at least as public as itself.

import { expect, test } from 'vitest';
import { canFetch } from '../../src/websub/websub.ts';

test.each<[string, string, boolean]>([
  ['https://hub.example/', 'https://example.org/feed.xml', true],
  ['https://hub.example/', 'http://localhost:3000/feed.xml', false],
  ['https://hub.example/', 'http://127.0.0.1/feed.xml', false],
  ['https://hub.example/', 'http://[::1]/feed.xml', false],
  ['https://hub.example/', 'http://2130706433/feed.xml', false],
  ['https://hub.example/', 'http://192.168.1.5/feed.xml', false],
  ['https://hub.example/', 'http://172.20.0.2/feed.xml', false],
  ['https://hub.example/', 'http://172.200.0.2/feed.xml', true],
  ['https://hub.example/', 'http://[fd00::1]/feed.xml', false],
  ['https://hub.example/', 'http://[2a00::1]/feed.xml', true],
  ['https://hub.example/', 'http://server/feed.xml', false],
  ['https://hub.example/', 'http://server.local./feed.xml', false],
  ['https://hub.example/', 'https://fd.example/feed.xml', true],
  ['http://127.0.0.1:9/', 'http://localhost:3000/feed.xml', true],
  ['http://127.0.0.1:9/', 'https://example.org/feed.xml', true],
  ['http://hub.local/', 'http://10.0.0.1/feed.xml', true],
  ['http://hub.local/', 'http://localhost/feed.xml', false],
])('%s fetches %s: %s', (hub, topic, expected) => {
  expect(canFetch(hub, topic)).toBe(expected);
});
