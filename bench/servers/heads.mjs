// Asks with HEAD over 64 connections, each asking again once it has its answer: wrk waits for a body that never comes.

import { connect } from 'node:net';

const [, , address, seconds] = process.argv;
const { hostname, port, pathname } = new URL(address);
const asked = `HEAD ${pathname} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAccept-Encoding: gzip\r\n\r\n`;
const waits = [];

for (let i = 0; i < 64; i++) {
  const socket = connect(Number(port), hostname);
  let began = performance.now();
  let end = '';
  socket.setNoDelay(true).setEncoding('latin1').write(asked);
  socket.on('data', (text) => {
    end = (end + text).slice(-4);
    if (end !== '\r\n\r\n') return;
    const now = performance.now();
    waits.push(now - began);
    began = now;
    end = '';
    socket.write(asked);
  });
}

setTimeout(() => {
  waits.sort((a, b) => a - b);
  const p99 = waits[Math.floor(waits.length * 0.99)];
  console.log(`Requests/sec: ${waits.length / Number(seconds)}\n 99% ${p99}ms`);
  process.exit();
}, Number(seconds) * 1000);
