// Writing feeds and exporting the site, beside a bare loop over the same bodies.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import markdownIt from 'markdown-it';
import sanitizeHtml from 'sanitize-html';
import { openLibrary } from '../src/live/library.ts';
import { finish } from '../src/model/resource.ts';
import { publish } from '../src/publish.ts';
import { CLI } from './process.ts';
import { median, milliseconds, type Row, times } from './table.ts';

/** Figure 8: one feed of 30 articles in each format, then one of 1,000. */
export async function measureWriting(content: string): Promise<Row[]> {
  const library = openLibrary(content, { watch: false });
  await library.ready;
  const site = library.site();
  const rows: Row[] = [];
  for (const limit of [30, 1000]) {
    const figures: number[] = [];
    for (let i = 0; i < 7 && site; i++) {
      const limited = { ...site, feeds: { ...site.feeds, limit, bytes: 1e9 } };
      const publication = publish(library.catalog(), limited, Date.now(), () => BODY);
      const resource = publication.get('/feed.xml');
      const began = performance.now();
      if (resource?.kind === 'document') finish(resource.write());
      figures.push(performance.now() - began);
    }
    rows.push({
      what: `three feeds of ${limit} articles with ready bodies of ${BODY.length} characters`,
      figure: milliseconds(median(figures)),
    });
  }
  library.close();
  return rows;
}

const BODY = '<p>The harbour office opens at nine, and the first boats are in by then.</p>\n'.repeat(60);

/** Figure 7: everything exported, beside Markdown to clean HTML of the same bodies and nothing else. */
export function measureExport(content: string, count: number): Row[] {
  const out = mkdtempSync(join(tmpdir(), 'courant-bench-export-'));
  rmSync(out, { recursive: true });
  const began = performance.now();
  execFileSync(process.execPath, [CLI, 'export', content, '--out', out], { stdio: 'ignore' });
  const exported = performance.now() - began;
  rmSync(out, { recursive: true, force: true });
  const loop = bareLoop(content);
  return [
    {
      what: `markdown-it and sanitize-html over ${count} bodies, one core`,
      figure: `${milliseconds(loop)}, ${milliseconds(loop / count)} an article`,
    },
    {
      what: 'export of every page, feed, sitemap and compressed copy',
      figure: `${milliseconds(exported)}, ${milliseconds(exported / count)} an article`,
      ratio: times(exported / loop, 'the loop'),
    },
  ];
}

function bareLoop(content: string): number {
  const markdown = markdownIt({ html: true, linkify: true });
  const began = performance.now();
  for (const entry of readdirSync(content, { recursive: true, encoding: 'utf8' })) {
    if (!entry.endsWith('.md')) continue;
    const text = readFileSync(join(content, entry), 'utf8');
    sanitizeHtml(markdown.render(text.slice(text.indexOf('\n---\n') + 5)));
  }
  return performance.now() - began;
}
