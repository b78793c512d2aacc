// The renderer: bodies as clean HTML, made when a document needs them and kept within a bound.

import { idsIn, renderBody, type Target } from '../content/body.ts';
import { escapeText, type Use } from '../content/element.ts';
import { type Quotes, quotesOf } from '../content/typography.ts';
import { Unavailable } from '../http/answer.ts';
import type { Article } from '../model/article.ts';
import type { Problem } from '../model/problem.ts';
import type { Publication } from '../model/resource.ts';
import type { Folder, FolderOptions } from './folder.ts';
import { type LinkedFiles, type Surroundings, targetOf } from './links.ts';

const MAX_KEPT = 32 * 1024 * 1024; // characters of HTML

/** With `drafts`, the body of an article with an error is a list of its problems. */
export interface RendererOptions extends Pick<FolderOptions, 'onFile' | 'drafts'> {
  readonly folder: Pick<Folder, 'media' | 'source' | 'bodyOf'>;
  readonly onProblems: (path: string, problems: readonly Problem[]) => void;
}

interface Kept {
  readonly article: Article;
  readonly html: string;
  /** Where each reference in the body leads, and what of a picture: while this holds, the HTML is right. */
  readonly targets: Readonly<Record<Use, ReadonlyMap<string, string>>>;
  /** The permalink, on which fragments of the body are. */
  readonly permalink: string;
  readonly quotes: Quotes | undefined;
  /** The last publication for which all this was found to hold. */
  holdsIn: Publication;
}

export function createRenderer({ folder, onFile = () => {}, onProblems, drafts }: RendererOptions) {
  const kept = new Map<string, Kept>(); // by path; the least recently used first
  const ids = new WeakMap<Article, ReadonlySet<string>>(); // of articles that links with a fragment lead to
  let size = 0;

  /** The article's body as clean HTML. Throws Unavailable if its file has changed since it was seen: nothing is written of two versions. */
  function render(article: Article, surroundings: Surroundings): string {
    const { path } = article;
    const source = folder.source(path);
    if (source?.article !== article) throw new Unavailable();
    if (drafts && !source.isGood) return listOf(source.problems);
    const before = kept.get(path);
    // Of an article whose file is broken, the last good body stays as it was.
    const isRight = before?.article === article && (!source.isGood || stillHolds(before, surroundings));
    const now = before && isRight ? before : rendered(article, surroundings);
    if (before) size -= before.html.length;
    kept.delete(path);
    kept.set(path, now);
    size += now.html.length;
    trim(path);
    return now.html;
  }

  function trim(newest: string): void {
    for (const [path, { html }] of kept) {
      if (size <= MAX_KEPT || path === newest) return;
      const source = folder.source(path);
      if (source?.article && !source.isGood) continue; // it could not be made again
      kept.delete(path);
      size -= html.length;
    }
  }

  function stillHolds(body: Kept, surroundings: Surroundings): boolean {
    const { publication } = surroundings;
    if (body.holdsIn === publication) return true;
    if (permalinkOf(body.article, surroundings) !== body.permalink) return false;
    if (quotesFor(body.article, surroundings) !== body.quotes) return false;
    for (const use of ['link', 'media'] as const) {
      for (const [reference, target] of body.targets[use]) {
        if (JSON.stringify(targetOf(reference, use, body.article.path, surroundings, files)) !== target) return false;
      }
    }
    body.holdsIn = publication;
    return true;
  }

  const files: LinkedFiles = { media: folder.media, source: folder.source, idsOf };

  function idsOf(article: Article): ReadonlySet<string> | undefined {
    const { path, title } = article;
    const source = folder.source(path);
    const read = ids.has(article) || source?.article !== article ? undefined : folder.bodyOf(source);
    if (read) {
      const { body, ...form } = read;
      const { html } = renderBody(body, {
        ...form,
        path,
        title,
        permalink: 'x:',
        resolve: () => ({ kind: 'unpublished' }),
      });
      ids.set(article, idsIn(html));
    }
    return ids.get(article);
  }

  function rendered(article: Article, surroundings: Surroundings): Kept {
    const { path, title } = article;
    const source = folder.source(path);
    if (source) onFile(source.file);
    const read = source && folder.bodyOf(source);
    if (!read) throw new Unavailable();
    const targets = { link: new Map<string, string>(), media: new Map<string, string>() };
    const permalink = permalinkOf(article, surroundings);
    const resolve = (reference: string, use: Use): Target => {
      const target = targetOf(reference, use, path, surroundings, files);
      targets[use].set(reference, JSON.stringify(target));
      return target;
    };
    const quotes = quotesFor(article, surroundings);
    const { body, ...form } = read;
    const context = { ...form, path, title, permalink, resolve, typography: quotes && { quotes } };
    const { html, problems } = renderBody(body, context);
    onProblems(path, problems);
    return { article, html: html.trimEnd(), targets, permalink, quotes, holdsIn: surroundings.publication };
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
