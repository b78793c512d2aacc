// Writing: documents become bytes when they are asked for, and feeds that were asked for before when they change.

import { createSum, tagOf } from '../http/validators.ts';
import { isFeed } from '../model/paths.ts';
import type { DocumentResource, Publication, Resource } from '../model/resource.ts';
import type { BuilderEnvironment, BuilderOptions, Found, WrittenDocument } from './messages.ts';

export interface WritingOptions
  extends Pick<BuilderOptions, 'asked' | 'hasTimers'>,
    Required<Pick<BuilderEnvironment, 'tell' | 'onWork' | 'onIdle'>> {
  /** What is at a path now. Throws if an article changes just then. */
  readonly write: (path: string) => Found | undefined;
}

const MAX_ASKED = 3000; // feeds that are written again after each change
const MAX_AT_ONCE = 30; // feeds that are written before a publication is told

export function createWriting({ asked, hasTimers, write, tell, onWork, onIdle }: WritingOptions) {
  const most = hasTimers ? MAX_ASKED : 0;
  const etags = new Map(asked); // of feeds; the last asked comes last
  const tooMany = new Set<string>(); // feeds that are not written again, and that the server may hold
  const rewriting: string[] = []; // the next one comes last
  let timer: NodeJS.Immediate | undefined;
  let isClosed = false;

  /** A document if it is other than it was when it was last sent. */
  function rewritten(path: string): WrittenDocument | undefined {
    const found = write(path);
    if (found?.kind !== 'document' || etags.get(path) === found.etag) return undefined;
    etags.set(path, found.etag);
    return found;
  }

  /** One feed, then whatever came meanwhile. */
  function work(): void {
    timer = undefined;
    onWork();
    const path = rewriting.pop();
    try {
      const document = path === undefined ? undefined : rewritten(path);
      if (path !== undefined && document) tell({ kind: 'changed', path, document });
    } catch {
      // An article changes just now: another publication is on its way.
    }
    onIdle();
    resume();
  }

  /** Goes on with what waits, or tells that nothing does. */
  function resume(): void {
    if (timer || isClosed) return;
    if (rewriting.length > 0) timer = setImmediate(work);
    else tell({ kind: 'idle' });
  }

  return {
    /** What is at a path, for a client that waits for it. Throws as `write` does. */
    asked(path: string): Found | undefined {
      const found = write(path);
      if (found?.kind !== 'document' || !isFeed(path)) return found;
      etags.delete(path);
      etags.set(path, found.etag);
      const [oldest] = etags.keys();
      if (etags.size > most && oldest !== undefined) {
        etags.delete(oldest);
        tooMany.add(oldest);
      }
      return found;
    },

    /**
     * Another publication: writes the feeds of these channels that were asked for before, and gives those that are other
     * now; `stale` are the feeds for which there was no time, or that are too many. All others are written again in the
     * background.
     */
    publication(channels: ReadonlySet<string>, isThere: (path: string) => boolean) {
      for (const path of [...etags.keys()]) if (!isThere(path)) etags.delete(path);
      const isChanged = (path: string) => channels.has(path.slice(0, path.lastIndexOf('/') + 1));
      // The site's own feeds first, then those that were asked for last.
      const changed = [...etags.keys()].filter(isChanged).reverse().sort(bySite);
      const feeds: (readonly [string, WrittenDocument])[] = [];
      const stale = changed.slice(MAX_AT_ONCE);
      for (const path of changed.slice(0, MAX_AT_ONCE)) {
        try {
          const document = rewritten(path);
          if (document) feeds.push([path, document]);
        } catch {
          stale.push(path); // an article changes just now: another publication is on its way
        }
      }
      const others = [...etags.keys()].filter((path) => !isChanged(path));
      rewriting.splice(0, rewriting.length, ...stale.toReversed(), ...others);
      stale.push(...[...tooMany].filter((path) => !etags.has(path)));
      tooMany.clear();
      return { feeds, stale };
    },

    resume,

    close(): void {
      isClosed = true;
      clearImmediate(timer);
    },
  };
}

const isOfSite = (path: string): boolean => path.lastIndexOf('/') === 0;

const bySite = (a: string, b: string): number => Number(isOfSite(b)) - Number(isOfSite(a));

/** What is at a path of a publication, as the server gets it; `root` is the real path of the content folder. */
export function foundAt(path: string, publication: Publication | undefined, root: string): Found | undefined {
  const resource = resourceIn(publication, path);
  if (resource?.kind === 'document') return documentOf(resource);
  if (resource?.kind === 'gone') return { kind: 'gone' };
  if (resource?.kind !== 'file') return resource;
  return { kind: 'file', type: resource.type, file: resource.file, root };
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
