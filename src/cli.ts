#!/usr/bin/env node
// The command line: arguments in, exit code out. The only console and process.

import { type Call, type Commands, runCommand } from './commands/command-line.ts';
import { terminalOf, UsageError } from './commands/io.ts';

const SITE_OPTIONS = {
  'site-title': { value: 'TEXT', does: 'For the first site.yaml: what the publication is called.' },
  'site-url': { value: 'URL', does: 'For the first site.yaml: its public address.' },
  'site-language': { value: 'TAG', does: 'For the first site.yaml: its language, such as en or pt-BR.' },
  'site-author': { value: 'NAME', does: 'For the first site.yaml: the author of articles that name none.' },
};

const siteWordsIn = ({ texts }: Call) => ({
  title: texts['site-title'],
  url: texts['site-url'],
  language: texts['site-language'],
  author: texts['site-author'],
});

/** Each command loads what it needs, and nothing before it is called. */
const COMMANDS: Commands = {
  new: {
    takes: ['"Title"', '[content]'],
    does: 'Makes a draft, and with the first one the site.yaml.',
    options: SITE_OPTIONS,
    async run(call, io) {
      const [title = '', content = 'content'] = call.arguments;
      const { newArticle } = await import('./commands/new.ts');
      return newArticle({ title, content, site: siteWordsIn(call) }, io);
    },
  },
  import: {
    takes: ['FILE|FOLDER|URL', '[content]'],
    does: 'Makes articles of the site of another generator, of a feed, or of a press article in plain text.',
    more:
      'A folder is that of a Jekyll, Hugo, Eleventy, Astro or Zola site, which is only read. Articles keep their ids and\n' +
      'addresses. What is here already is left as it is; a second import adds what is new.',
    options: {
      media: { does: 'Fetches pictures and enclosures, to lie beside the articles.' },
      all: { does: 'Takes the older pages of a feed too, at most 1,000.' },
      update: { does: 'Takes the articles of the source where those here differ from it.' },
      from: { value: 'NAME', does: 'Of a folder: the generator that made it, if two could have.' },
      'dry-run': { does: 'Tells what would be made, and writes nothing.' },
      ...SITE_OPTIONS,
    },
    async run(call, io) {
      const [from = '', content = 'content'] = call.arguments;
      const { media = false, all = false, update = false, 'dry-run': dryRun = false } = call.flags;
      const [generator, site] = [call.texts.from, siteWordsIn(call)];
      const { importFrom } = await import('./commands/import.ts');
      return importFrom({ from, content, media, all, update, generator, dryRun, site }, io);
    },
  },
  check: {
    takes: ['[content]'],
    does: 'Tells every problem of every file.',
    options: {
      json: { does: 'Tells them as JSON.' },
      strict: { does: 'Ends with 1 also if there is a warning.' },
      for: { value: 'NAMES', does: 'Adds what aggregators ask: flipboard,msn,google,smartnews,apple.' },
    },
    async run({ arguments: [content = 'content'], texts, flags: { json = false, strict = false } }, io) {
      const { check } = await import('./commands/check.ts');
      return check({ content, json, strict, for: texts.for }, io);
    },
  },
  serve: {
    takes: ['[content]'],
    does: 'Publishes a folder over HTTP, and its changes as they happen.',
    options: {
      port: { value: '3000', does: 'The port to listen on; PORT in the environment says the same.' },
      host: { value: '127.0.0.1', does: 'The address to listen on; 0.0.0.0 is all of them.' },
      drafts: { does: 'Shows drafts and scheduled articles too, to this machine only.' },
      strict: { does: 'Publishes nothing while there is an error in the content.' },
      log: { does: 'Prints each request.' },
      cache: { value: 'DIR', does: "Where what a restart is to know is kept; the user's cache folder otherwise." },
    },
    async run({ arguments: [content = 'content'], texts, flags }, io) {
      const given = texts.port ?? io.env.PORT ?? '3000';
      const port = Number(given);
      if (!Number.isInteger(port) || port < 0 || port > 65_535)
        throw new UsageError(`${given} is not a port: a number up to 65535.`);
      const { host = '127.0.0.1', cache } = texts;
      const { drafts = false, strict = false, log = false } = flags;
      const { serve } = await import('./commands/serve.ts');
      return serve({ content, port, host, drafts, strict, log, cache }, io);
    },
  },
  export: {
    takes: ['[content]'],
    does: 'Writes every address as a file, for any web server or object store.',
    more:
      'Files that have not changed keep their date, and what others put there stays. In it are .gz and .br copies,\n' +
      '_headers and _redirects for Netlify and Cloudflare Pages, and _nginx.conf to include in a server block.',
    options: {
      out: { value: 'DIR', does: 'The folder to write: a new one, an empty one, or an earlier export.' },
      'keep-going': { does: 'Leaves out articles with errors, instead of stopping.' },
    },
    async run({ arguments: [content = 'content'], texts: { out }, flags: { 'keep-going': keepGoing = false } }, io) {
      if (!out) throw new UsageError('Where to? courant export --out dist');
      const { exportSite } = await import('./commands/export.ts');
      return exportSite({ content, out, keepGoing }, io);
    },
  },
  readers: {
    takes: ['[access.log…]'],
    does: 'Counts who reads each feed, from access logs of nginx, Apache or serve --log.',
    more:
      'subscribers is what aggregators say of themselves, clients are other readers on the day that had most of them,\n' +
      'by address and agent. Without a file the log is read from the input: zcat access.log.*.gz | courant readers',
    options: { json: { does: 'Tells them as JSON.' } },
    async run({ arguments: logs, flags: { json = false } }, io) {
      const { readers } = await import('./commands/readers.ts');
      return readers({ logs: logs.filter((path) => path !== undefined), input: process.stdin, json }, io);
    },
  },
};

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
process.exitCode = await runCommand(COMMANDS, process.argv.slice(2), terminalOf(process, process.env, stop.signal));
