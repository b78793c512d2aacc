// The renderer: bodies as clean HTML, read when a document needs them and kept within a bound.

import type { Catalog } from '../catalog/catalog.ts';
import { renderBody, type Target } from '../content/body.ts';
import { bodyOf } from '../content/front-matter.ts';
import { decode } from '../content/head-text.ts';
import type { Article } from '../model/article.ts';
import type { MediaIndex } from '../model/media.ts';
import type { Problem } from '../model/problem.ts';
import { type Publication, Unsettled } from '../model/resource.ts';
import type { Site } from '../model/site.ts';
import { targetOf } from './links.ts';
import type { LoadedFile } from './loaded-files.ts';

const KEPT = 32 * 1024 * 1024; // characters of HTML

export interface RendererSources {
  readonly media: MediaIndex;
  loaded(path: string): LoadedFile | undefined;
  read(file: LoadedFile['file']): Uint8Array | undefined;
  onProblems(path: string, problems: readonly Problem[]): void;
}

/** Where links lead, at one instant. */
export interface Surroundings {
  readonly site: Site;
  readonly catalog: Catalog;
  readonly publication: Publication;
}

export interface Renderer {
  /** The article's body as clean HTML. Throws Unsettled. */
  render(article: Article, surroundings: Surroundings): string;
  isRendered(article: Article): boolean;
  /** Keeps what was rendered of the article in this file as long as the file is broken. */
  pin(path: string, article: Article): void;
  unpin(path: string): void;
  /** The files of articles that name one of these files or paths of the site, or looked for it. */
  dependents(paths: Iterable<string>): Set<string>;
  /** The paths of the site that articles name. */
  addresses(): Iterable<string>;
}

/** `most` characters of HTML are kept. */
export function createRenderer(sources: RendererSources, most = KEPT): Renderer {
  const kept = new Map<Article, string>(); // the least recently used first
  const pinned = new Map<string, string>();
  const dependents = new Map<string, Set<string>>();
  const addresses = new Set<string>();
  let size = 0;

  function render(article: Article, surroundings: Surroundings): string {
    const html = kept.get(article) ?? rendered(article, surroundings);
    if (!kept.delete(article)) size += html.length;
    kept.set(article, html);
    for (const [oldest, text] of kept) {
      if (size <= most || oldest === article) break;
      kept.delete(oldest);
      size -= text.length;
    }
    return html;
  }

  function rendered(article: Article, surroundings: Surroundings): string {
    const { path } = article;
    const loaded = sources.loaded(path);
    if (loaded?.article !== article) throw new Unsettled(path);
    const last = pinned.get(path);
    if (!loaded.isGood && last !== undefined) return last;
    const bytes = sources.read(loaded.file);
    const text = bytes && decode(path, bytes).text;
    if (text === undefined) throw new Unsettled(path);
    const { body, bodyLine } = bodyOf(text);
    const permalink = surroundings.publication.permalinkOf(article) ?? surroundings.site.url;
    const resolve = (reference: string, use: 'link' | 'media'): Target => {
      const target = targetOf(reference, use, path, surroundings, sources);
      for (const looked of target.looked) note(looked, path);
      return target;
    };
    const { html, problems } = renderBody(body, { path, bodyLine, permalink, resolve });
    sources.onProblems(path, problems);
    return html.trimEnd();
  }

  function note(path: string, dependent: string): void {
    if (path.startsWith('/')) addresses.add(path);
    const all = dependents.get(path);
    if (all) all.add(dependent);
    else dependents.set(path, new Set([dependent]));
  }

  return {
    render,
    isRendered: (article) => kept.has(article) || pinned.has(article.path),
    pin(path, article) {
      const html = kept.get(article);
      if (html !== undefined) pinned.set(path, html);
    },
    unpin: (path) => void pinned.delete(path),
    addresses: () => addresses,
    dependents: (paths) => new Set([...paths].flatMap((path) => [...(dependents.get(path) ?? [])])),
  };
}
