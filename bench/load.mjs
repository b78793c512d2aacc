// Readers that poll: some connections, each asking for one feed after the other and remembering its ETag if told to.
// Prints {perSecond, p99} as JSON, in milliseconds; fails if an answer is neither 200 nor 304.

import { connect } from 'node:net';

const { port, paths, connections, seconds, pauseMs, conditional } = JSON.parse(process.argv[2] ?? '{}');
const times = [];

const etags = new Map();
for (const path of conditional ? paths : []) {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`);
  await answer.arrayBuffer();
  etags.set(path, answer.headers.get('etag'));
}
const began = performance.now();
await Promise.all(Array.from({ length: connections }, (_, index) => poll(index)));
const p99 = times.sort((a, b) => a - b)[Math.floor(0.99 * times.length)];
console.log(JSON.stringify({ perSecond: times.length / seconds, p99 }));

function poll(index) {
  return new Promise((resolve, reject) => {
    const own = new Map(etags);
    let turn = index * 7;
    let [asked, path, left, head] = [0, '', 0, ''];
    const socket = connect(port, '127.0.0.1', () => setTimeout(ask, (pauseMs * index) / connections));
    socket.setNoDelay(true);
    socket.once('error', reject);
    socket.once('close', resolve);

    function ask() {
      if (performance.now() - began > seconds * 1000) return socket.end();
      path = paths[turn++ % paths.length];
      const known = conditional ? `If-None-Match: ${own.get(path)}\r\n` : '';
      [asked, left, head] = [performance.now(), -1, ''];
      socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept-Encoding: gzip\r\n${known}\r\n`);
    }

    socket.on('data', (chunk) => {
      if (left >= 0) left -= chunk.length;
      else {
        head += chunk.toString('latin1');
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        const unchanged = head.startsWith('HTTP/1.1 304');
        const length = unchanged ? '0' : /^content-length: (\d+)\r$/im.exec(head)?.[1];
        if (length === undefined) return reject(new Error(`${path}: no Content-Length`));
        if (!unchanged && !head.startsWith('HTTP/1.1 200')) return reject(new Error(`${path}: ${head.slice(0, 12)}`));
        own.set(path, /^etag: (.*)\r$/im.exec(head)?.[1] ?? own.get(path));
        left = Number(length) - (head.length - end - 4);
      }
      if (left > 0) return;
      times.push(performance.now() - asked);
      if (pauseMs > 0) setTimeout(ask, pauseMs);
      else ask();
    });
  });
}
