// The corpus: a folder of articles as people write them, the same for the same seed.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';

const AUTHORS = 50;
const CATEGORIES = 40;
const TAGS = 300;
const FIRST_DAY = Date.UTC(2010, 0, 1);
const LAST_DAY = Date.UTC(2026, 9, 31);

/** A random number in [0, 1) after each call (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Writes `count` articles below `folder`, nested by year and month, a picture for every third. */
export function writeCorpus(folder: string, count: number, seed = 1): void {
  const next = random(seed);
  mkdirSync(join(folder, 'images'), { recursive: true });
  const authors = Array.from({ length: AUTHORS }, (_, i) => `  a${i}: { name: ${nameOf(i)} }`);
  const head = 'title: The Bench\nurl: https://bench.example/\ndescription: Made to be measured\ntimeZone: UTC';
  writeFileSync(join(folder, 'site.yaml'), `${head}\nauthors:\n${authors.join('\n')}\n`);
  for (let i = 0; i < 100; i++) writeFileSync(join(folder, 'images', `p${i}.png`), picture(i));
  const folders = new Set<string>();
  for (let i = 0; i < count; i++) {
    const date = new Date(FIRST_DAY + ((LAST_DAY - FIRST_DAY) * i) / count);
    const below = join(folder, 'articles', date.toISOString().slice(0, 7).replace('-', '/'));
    if (!folders.has(below)) mkdirSync(below, { recursive: true });
    folders.add(below);
    writeFileSync(join(below, `${date.toISOString().slice(0, 10)}-article-${i}.md`), articleText(i, date, next));
  }
}

/** One article: a head as people write it, 300 to 900 words of Markdown. */
export function articleText(index: number, date: Date, next: () => number): string {
  const pick = (count: number) => Math.floor(next() * count);
  const tags = Array.from({ length: 1 + pick(4) }, () => `topic ${pick(TAGS)}`);
  const head = [
    `title: "${capital(words(3 + pick(6), next))} ${index}"`,
    `date: ${date.toISOString().slice(0, 10)} ${date.toISOString().slice(11, 16)}`,
    ...(pick(5) === 0 ? [`updated: ${new Date(date.getTime() + 86_400_000).toISOString()}`] : []),
    `author: a${pick(AUTHORS)}`,
    `categories: [Section ${pick(CATEGORIES)}]`,
    'tags:',
    ...tags.map((tag) => `  - ${tag}`),
    `summary: ${capital(words(18 + pick(12), next))}.`,
    ...(index % 3 === 0 ? ['image:', `  src: /images/p${index % 100}.png`, `  alt: ${words(5, next)}`] : []),
  ];
  return `---\n${head.join('\n')}\n---\n\n${body(next)}`;
}

function body(next: () => number): string {
  const pick = (count: number) => Math.floor(next() * count);
  const wanted = 300 + pick(600);
  const blocks: string[] = [];
  for (let count = 0; count < wanted; ) {
    const length = 30 + pick(60);
    count += length;
    const kind = pick(10);
    if (kind === 0) blocks.push(`## ${capital(words(4, next))}`);
    if (kind === 1) blocks.push(Array.from({ length: 4 }, () => `- ${words(length / 4, next)}`).join('\n'));
    else if (kind === 2)
      blocks.push(`\`\`\`js\nconst ${words(1, next)} = ${length};\n\`\`\`\n\n${words(length, next)}.`);
    else if (kind === 3) blocks.push(`> ${words(length, next)}.`);
    else
      blocks.push(
        `${capital(words(length / 2, next))} [${words(3, next)}](https://example.org/${pick(1e6)}) and *${words(2, next)}* ${words(length / 2, next)}.`,
      );
  }
  return `${blocks.join('\n\n')}\n`;
}

const VOCABULARY =
  `the of and to in is was for on that with as it by from at this be are an or which were had has have not but
can harbour river council morning report budget school market winter signal window garden engine theatre paper letter minister train
village summer question answer coast bridge museum doctor teacher election harvest library music storm light station valley morning
early late quiet public local national small large open closed old new recent former`.split(/\s+/);

function words(count: number, next: () => number): string {
  const list: string[] = [];
  for (let i = 0; i < count; i++) list.push(VOCABULARY[Math.floor(next() * VOCABULARY.length)] as string);
  return list.join(' ');
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const nameOf = (i: number): string =>
  `${VOCABULARY[20 + (i % 40)]} ${VOCABULARY[30 + (i % 30)]}${i}`.replace(/\b\w/g, (c) => c.toUpperCase());

/** A small PNG, 160 by 90, of a colour of its own. */
function picture(shade: number): Buffer {
  const [width, height] = [160, 90];
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width * 3; x++) rows[y * (width * 3 + 1) + 1 + x] = (x * shade + y) & 255;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let k = 0; k < 8; k++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
}
