// Hubs: those that the site names are told of every change of a library's feeds (WebSub).

import { createWebSub, type WebSubOptions } from '../websub/websub.ts';
import type { Library } from './library.ts';

/** `memory` says what hubs were told before a restart; left out, they know each feed as it is first served. */
export interface HubsOptions extends Partial<Omit<WebSubOptions, 'log'>> {
  readonly log?: (line: string) => void;
}

/**
 * Tells the hubs of every change, until the library is closed: feeds that somebody has asked for, in the site's `hubs`.
 * What a hub refuses goes to `log`, or to the library's `onError`.
 *
 *     const library = openLibrary({ site: { title, url, hubs: ['https://hub.example/'] }, articles });
 *     createHubs(library);
 */
export function createHubs(library: Library, options: HubsOptions = {}): void {
  const { memory = { told: new Map(), changed() {} }, log } = options;
  const websub = createWebSub({
    ...options,
    memory,
    log(line, isFailure) {
      if (log) log(line);
      else if (isFailure) library.onError(new Error(line));
    },
  });
  let isClosed = false;
  library.follow({
    onPublish: ({ site }) => websub.site(site.hubs, site.url),
    onValidated: (path, { etag }) => websub.served(path, etag),
    onClose() {
      isClosed = true;
      websub.close();
    },
  });
  void recall();

  /** Compares the topics that hubs knew before a restart with what is there now: a crash may have come before a ping. */
  async function recall(): Promise<void> {
    for (const path of new Set([...memory.told.values()].flatMap((topics) => [...topics.keys()]))) {
      if (isClosed) return;
      try {
        const answer = await library.get(path);
        if (answer?.kind === 'document') websub.served(path, answer.representation.etag);
      } catch {
        // It cannot be had now; whoever asks for it next has it compared.
      }
    }
  }
}
