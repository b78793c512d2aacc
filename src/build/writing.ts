// Writing: documents become bytes when they are asked for, and feeds that were asked for before when they change.

import { createSum, tagOf } from '../http/validators.ts';
import { isFeed } from '../model/paths.ts';
import type { DocumentResource, Publication, Resource } from '../model/resource.ts';
import type { BuilderOptions, Found, WrittenDocument } from './messages.ts';

const MAX_ASKED = 3000; // feeds that are written again after each change
const MAX_AT_ONCE = 30; // feeds that are written before a publication is told

/** `write` gives what is at a path now, and throws if an article changes just then. */
export function createWriting(
  { asked, hasTimers }: Pick<BuilderOptions, 'asked' | 'hasTimers'>,
  write: (path: string) => Found | undefined,
) {
  const etags = new Map(asked); // of feeds as they were last sent; the last asked comes last
  let waiting: string[] = []; // feeds that are written again when there is time; the next one comes last

  /** A document if it is other than it was when it was last sent. */
  function rewritten(path: string): WrittenDocument | undefined {
    const found = write(path);
    if (found?.kind !== 'document' || etags.get(path) === found.etag) return undefined;
    etags.set(path, found.etag);
    return found;
  }

  return {
    /** What is at a path, for a client that waits for it. Throws as `write` does. */
    asked(path: string): Found | undefined {
      const found = write(path);
      if (found?.kind !== 'document' || !isFeed(path)) return found;
      etags.delete(path);
      etags.set(path, found.etag);
      return found;
    },

    /**
     * Another publication: writes the feeds of these channels that were asked for before, and gives those that are other
     * now; `stale` are the feeds for which there was no time, or that are too many. All others are written again in the
     * background.
     */
    publication(channels: ReadonlySet<string>, isThere: (path: string) => boolean) {
      for (const path of etags.keys()) if (!isThere(path)) etags.delete(path);
      const latest = [...etags.keys()].reverse();
      const tooMany = latest.splice(hasTimers ? MAX_ASKED : 0);
      for (const path of tooMany) etags.delete(path);
      const isChanged = (path: string) => channels.has(path.slice(0, path.lastIndexOf('/') + 1));
      // The site's own feeds first, then those that were asked for last.
      const changed = latest.filter(isChanged).sort((a, b) => Number(isOfSite(b)) - Number(isOfSite(a)));
      const feeds: (readonly [string, WrittenDocument])[] = [];
      const late = changed.splice(MAX_AT_ONCE);
      for (const path of changed) {
        try {
          const document = rewritten(path);
          if (document) feeds.push([path, document]);
        } catch {
          late.push(path); // an article changes just now: another publication is on its way
        }
      }
      waiting = [...latest.filter((path) => !isChanged(path)), ...late].reverse();
      return { feeds, stale: [...late, ...tooMany] };
    },

    isWaiting: (): boolean => waiting.length > 0,

    /** Writes one feed that waits; undefined if it is as it was. */
    next(): { readonly path: string; readonly document: WrittenDocument } | undefined {
      const path = waiting.pop();
      try {
        const document = path === undefined ? undefined : rewritten(path);
        return path !== undefined && document ? { path, document } : undefined;
      } catch {
        return undefined; // an article changes just now: another publication is on its way
      }
    },
  };
}

const isOfSite = (path: string): boolean => path.lastIndexOf('/') === 0;

/** What is at a path of a publication, as the server gets it; `root` is the real path of the content folder. */
export function foundAt(path: string, publication: Publication | undefined, root: string): Found | undefined {
  const resource = resourceIn(publication, path);
  if (resource?.kind === 'document') return documentOf(resource);
  if (resource?.kind === 'file') return { kind: 'file', type: resource.type, file: resource.file, root };
  return resource?.kind === 'gone' ? { kind: 'gone' } : resource;
}

/** What is at a path of a publication; at `/feed.xml?` is the page that a person sees who opens the feed. */
export function resourceIn(publication: Publication | undefined, path: string): Resource | undefined {
  if (!path.endsWith('?')) return publication?.get(path);
  const resource = publication?.get(path.slice(0, -1));
  if (resource?.kind === 'gone') return resource.page?.();
  return resource?.kind === 'document' ? resource.preview?.() : undefined;
}

/** The document as bytes, with its ETag. */
export function documentOf(resource: DocumentResource): WrittenDocument {
  const { write, preview, ...facts } = resource;
  const { text, updated } = resource.write();
  const bytes = new TextEncoder().encode(text);
  // Weak (RFC 9110 §8.8.3.3): one tag for all codings.
  const etag = `W/${tagOf(createSum().update(bytes))}`;
  return { ...facts, etag, updated, bytes, hasPreview: preview !== undefined };
}
