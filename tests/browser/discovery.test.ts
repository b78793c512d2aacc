// Discovery by real readers: given a page's address, they find its feeds; given the list of feeds, they subscribe.

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Server, serve } from './server.ts';

const PAGES = ['/', '/articles/amazon-openai-partnership/'];
const SITE = ['/feed.xml', '/atom.xml', '/feed.json'];

let server: Server;
beforeAll(async () => {
  server = await serve(join(import.meta.dirname, '../../content'));
});
afterAll(() => server?.stop());

/** What a program prints; it runs in a folder of its own, which is its home too. */
async function printed(program: string, ...args: string[]): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'courant-discovery-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const { stdout } = await promisify(execFile)(program, args, { cwd: home, env: { ...process.env, HOME: home } });
  return stdout;
}

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');
const absolute = (paths: readonly string[]): string[] => paths.map((path) => server.url + path);

const FIND = 'use XML::Feed; print "$_\\n" for XML::Feed->find_feeds($ARGV[0]);';
const PARSE = 'use XML::Feed; use URI; my $f = XML::Feed->parse(URI->new($ARGV[0])) or die; print $f->title, "\\n";';

test.each(PAGES)('XML::Feed finds the feeds of %s, and can read RSS and Atom', async (path) => {
  const found = lines(await printed('/usr/bin/perl', '-e', FIND, server.url + path));
  expect(found.slice(0, 2)).toEqual(absolute(SITE.slice(0, 2)));
  for (const url of found.slice(0, 2)) {
    expect(await printed('/usr/bin/perl', '-e', PARSE, url)).toBe('AXL Media\n');
  }
});

test('XML::Feed finds the feeds of a category before those of the site', async () => {
  const found = lines(await printed('/usr/bin/perl', '-e', FIND, `${server.url}/categories/guide/`));
  expect(found[0]).toBe(`${server.url}/categories/guide/feed.xml`);
  expect(found).toContain(`${server.url}/feed.xml`);
});

const LINKS = `
import feedparser, sys
for link in feedparser.parse(sys.argv[1]).feed.get("links", []):
    if link.get("rel") == "alternate": print(link.type, link.href)
`;

test.each(PAGES)('feedparser sees the links of %s', async (path) => {
  const found = lines(await printed('/usr/bin/python3', '-c', LINKS, server.url + path));
  const types = ['application/rss+xml', 'application/atom+xml', 'application/feed+json'];
  expect(found).toEqual(absolute(SITE).map((url, i) => `${types[i]} ${url}`));
});

const SIMPLEPIE = `
error_reporting(0);
require 'simplepie/autoloader.php';
$feed = new SimplePie();
$feed->enable_cache(false);
$feed->set_feed_url($argv[1]);
$feed->init() or die($feed->error());
echo $feed->subscribe_url(), "\\n", $feed->get_title(), "\\n";
`;

test.each([
  ['/', '/feed.xml', 'AXL Media'],
  ['/articles/amazon-openai-partnership/', '/feed.xml', 'AXL Media'],
  ['/categories/guide/', '/categories/guide/feed.xml', 'Guide – AXL Media'],
])('SimplePie, given %s, reads %s', async (page, feed, title) => {
  const found = lines(await printed('/usr/bin/php', '-r', SIMPLEPIE, server.url + page));
  found[0] = found[0]?.replace(/\?#$/, '') ?? ''; // 1.3 appends an empty query and fragment on PHP 8
  expect(found).toEqual([server.url + feed, title]);
});

test('newsboat imports the list of feeds', async () => {
  const home = mkdtempSync(join(tmpdir(), 'courant-newsboat-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const opml = await (await fetch(`${server.url}/feeds.opml`)).text();
  writeFileSync(join(home, 'feeds.opml'), opml);
  writeFileSync(join(home, 'urls'), '');
  writeFileSync(join(home, 'config'), '');
  const files = ['-u', 'urls', '-C', 'config', '-c', 'cache.db'].map((name) =>
    name.startsWith('-') ? name : join(home, name),
  );
  await printed('newsboat', ...files, '-i', join(home, 'feeds.opml'));
  const imported = lines(readFileSync(join(home, 'urls'), 'utf8'));
  const urls = imported.map((line) => line.split(' ')[0]);
  expect(urls).toHaveLength(opml.match(/xmlUrl=/g)?.length ?? 0);
  expect(urls).toEqual(expect.arrayContaining(absolute(['/feed.xml', '/categories/guide/feed.xml'])));
});
