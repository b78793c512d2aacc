// The corpus: a folder of articles as people write them, the same each time.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const CATEGORIES = 40;
export const ITEMS = 20;
const AUTHORS = 50;
const TAGS = 300;
const PICTURES = 100;
const FIRST_DAY = Date.UTC(2010, 0, 1);
const BROKEN = '\nMore [about it](moved-away.md).\n';
const LAST_DAY = Date.UTC(2025, 11, 31);

/** Writes `count` articles below `folder`, nested by year and month; gives the path of the newest. Each tenth has a link to nothing if `broken`. */
export function writeCorpus(folder: string, count: number, broken = true): string {
  const next = random(1);
  mkdirSync(join(folder, 'images'), { recursive: true });
  const head = 'title: The Bench\nurl: https://bench.example/\ndescription: Made to be measured\ntimeZone: UTC';
  const feeds = `feeds: { limit: ${ITEMS}, bytes: 10000000 }`;
  writeFileSync(join(folder, 'site.yaml'), `${head}\n${feeds}\n`);
  for (let i = 0; i < PICTURES; i++) writeFileSync(join(folder, 'images', `p${i}.png`), PICTURE);
  let path = '';
  for (let i = 0; i < count; i++) {
    const date = new Date(FIRST_DAY + ((LAST_DAY - FIRST_DAY) * i) / count);
    const below = join(folder, 'articles', date.toISOString().slice(0, 7).replace('-', '/'));
    mkdirSync(below, { recursive: true });
    path = join(below, `${date.toISOString().slice(0, 10)}-article-${i}.md`);
    writeFileSync(path, articleText(i, date, next) + (broken && i % 10 === 0 ? BROKEN : ''));
  }
  return path;
}

/** A random number in [0, 1) after each call (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** One article: a head as people write it, and 3 to 8 kB of Markdown. */
function articleText(index: number, date: Date, next: () => number): string {
  const pick = (count: number) => Math.floor(next() * count);
  const tags = Array.from({ length: 1 + pick(4) }, () => `topic ${pick(TAGS)}`);
  const head = [
    `title: "${capital(words(3 + pick(6), next))} ${index}"`,
    `date: ${date.toISOString().slice(0, 16)}:00Z`,
    ...(pick(5) === 0 ? [`updated: ${date.toISOString().slice(0, 16)}:30Z`] : []),
    `author: Author Number ${pick(AUTHORS)}`,
    `categories: [Section ${index % CATEGORIES}]`,
    'tags:',
    ...tags.map((tag) => `  - ${tag}`),
    `summary: ${capital(words(18 + pick(12), next))}.`,
    ...(index % 3 === 0 ? ['image:', `  src: /images/p${index % PICTURES}.png`, `  alt: ${words(5, next)}`] : []),
  ];
  return `---\n${head.join('\n')}\n---\n\n${body(3000 + pick(5000), next)}`;
}

function body(length: number, next: () => number): string {
  const pick = (count: number) => Math.floor(next() * count);
  let text = `${capital(words(40, next))}.\n`;
  while (text.length < length) text += `\n${block(pick(12), next)}\n`;
  return text;
}

function block(kind: number, next: () => number): string {
  const pick = (count: number) => Math.floor(next() * count);
  if (kind === 0) return `## ${capital(words(4, next))}`;
  if (kind === 1) return Array.from({ length: 4 }, () => `- ${words(10, next)}`).join('\n');
  if (kind === 2)
    return Array.from({ length: 3 }, (_, i) => `${i + 1}. **${words(2, next)}** ${words(8, next)}`).join('\n');
  if (kind === 3) return `\`\`\`js\nconst ${words(1, next)} = ${pick(99)};\nprint(${words(1, next)});\n\`\`\``;
  if (kind === 4) return `> ${capital(words(30, next))}.`;
  if (kind === 5) return `![${words(4, next)}](/images/p${pick(PICTURES)}.png)`;
  const link = `[${words(3, next)}](https://example.org/${pick(1e6)})`;
  return `${capital(words(20, next))} ${link} and *${words(2, next)}* ${words(20, next)}, \`${words(1, next)}\` ${words(15, next)}.`;
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

/** A white PNG, 640 by 360. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAoAAAAFoAQAAAADvSXf8AAAAMklEQVR42u3BAQ0AAADCoPdP7ewBFAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA3cegAATDOVLsAAAAASUVORK5CYII=',
  'base64',
);
