// The renderer: bodies as clean HTML, made when a document needs them and kept within a bound.

import { idsIn, renderBody, type Target } from '../content/body.ts';
import { escapeText, type Use } from '../content/element.ts';
import { type Quotes, quotesOf } from '../content/typography.ts';
import { Unavailable } from '../http/answer.ts';
import type { Article } from '../model/article.ts';
import type { SeenFile } from '../model/media.ts';
import type { Problem } from '../model/problem.ts';
import type { Publication } from '../model/resource.ts';
import type { Folder, FolderOptions, SourceFile } from './folder.ts';
import { type LinkedFiles, linksAmong, type Surroundings } from './links.ts';

const MAX_KEPT = 32 * 1024 * 1024; // characters of HTML

/** With `drafts`, the body of an article with an error is a list of its problems. */
export interface RendererOptions extends Required<Pick<FolderOptions, 'onFile'>>, Pick<FolderOptions, 'drafts'> {
  readonly folder: Pick<Folder, 'media' | 'source' | 'bodyOf'>;
  readonly onProblems: (file: SeenFile, problems: readonly Problem[]) => void;
}

/** The HTML of a body: right as long as all this is as it was. */
interface Kept {
  readonly article: Article;
  readonly html: string;
  /** Where the references in it lead, and what of a picture; by use and reference. */
  readonly links: ReadonlyMap<string, { readonly reference: string; readonly use: Use; readonly target: string }>;
  /** The permalink, on which fragments of the body are. */
  readonly permalink: string;
  readonly quotes: Quotes | undefined;
  /** The last publication for which all this was found to hold. */
  holdsIn: Publication;
}

export function createRenderer({ folder, onFile, onProblems, drafts }: RendererOptions) {
  const kept = new Map<string, Kept>(); // by path; the least recently used first
  const ids = new WeakMap<Article, ReadonlySet<string>>(); // of articles that links with a fragment lead to
  const files: LinkedFiles = { media: folder.media, source: folder.source, idsOf };
  let size = 0;

  /** The body as clean HTML. Throws Unavailable if its file has changed since it was seen: nothing is written of two versions. */
  function render(article: Article, surroundings: Surroundings): string {
    const { path } = article;
    const source = folder.source(path);
    if (source?.article !== article) throw new Unavailable();
    if (drafts && !source.isGood) return listOf(source.problems);
    const before = kept.get(path);
    // Of an article whose file is broken, the last good body stays as it was.
    const isRight = before?.article === article && (!source.isGood || stillHolds(before, surroundings));
    const now = before && isRight ? before : rendered(article, source, surroundings);
    kept.delete(path);
    kept.set(path, now);
    size += now.html.length - (before?.html.length ?? 0);
    for (const [oldest, { html }] of kept) {
      if (size <= MAX_KEPT || oldest === path) break;
      const other = folder.source(oldest);
      if (other?.article && !other.isGood) continue; // it could not be made again
      kept.delete(oldest);
      size -= html.length;
    }
    return now.html;
  }

  function stillHolds(body: Kept, surroundings: Surroundings): boolean {
    const { article, links, permalink, quotes, holdsIn } = body;
    const { publication } = surroundings;
    if (holdsIn === publication) return true;
    if (permalinkOf(article, surroundings) !== permalink || quotesFor(article, surroundings) !== quotes) return false;
    const targetOf = linksAmong(surroundings, files);
    for (const { reference, use, target } of links.values()) {
      if (JSON.stringify(targetOf(reference, use, article.path)) !== target) return false;
    }
    body.holdsIn = publication;
    return true;
  }

  function rendered(article: Article, source: SourceFile, surroundings: Surroundings): Kept {
    const { path, title } = article;
    onFile(source.file);
    const read = folder.bodyOf(source);
    if (!read) throw new Unavailable();
    const links = new Map<string, { reference: string; use: Use; target: string }>();
    const targetOf = linksAmong(surroundings, files);
    const resolve = (reference: string, use: Use): Target => {
      const target = targetOf(reference, use, path);
      links.set(`${use} ${reference}`, { reference, use, target: JSON.stringify(target) });
      return target;
    };
    const [permalink, quotes] = [permalinkOf(article, surroundings), quotesFor(article, surroundings)];
    const context = { ...read, path, title, permalink, resolve, typography: quotes && { quotes } };
    const { html, problems } = renderBody(read.body, context);
    onProblems(source.file, problems);
    return { article, html: html.trimEnd(), links, permalink, quotes, holdsIn: surroundings.publication };
  }

  function idsOf(article: Article): ReadonlySet<string> | undefined {
    const { path, title } = article;
    const source = folder.source(path);
    const read = ids.has(article) || source?.article !== article ? undefined : folder.bodyOf(source);
    if (read) {
      const resolve = (): Target => ({ kind: 'unpublished' });
      const { html } = renderBody(read.body, { ...read, path, title, permalink: 'x:', resolve });
      ids.set(article, idsIn(html));
    }
    return ids.get(article);
  }

  return { render, isKept: (article: Article): boolean => kept.get(article.path)?.article === article };
}

/** What is wrong with an article, where its text would be. */
function listOf(problems: readonly Problem[]): string {
  const items = problems.map(({ path, line, column, severity, message, hint }) => {
    const place = `<code>${escapeText(`${path}:${line}:${column}`)}</code>`;
    return `<li><strong>${severity}</strong> ${place} ${escapeText(`${message} ${hint}`)}</li>`;
  });
  return `<p>This article cannot be published:</p>\n<ul>\n${items.join('\n')}\n</ul>`;
}

/** Undefined if the site's bodies are to stay as they are typed. */
const quotesFor = (article: Article, { site }: Surroundings): Quotes | undefined =>
  site.typography ? quotesOf(article.language ?? site.language) : undefined;

const permalinkOf = (article: Article, { publication, site }: Surroundings): string =>
  publication.permalinkOf(article) ?? site.url;
