// Courant in a Cloudflare Worker, where there is no Node: `courant/edge` builds in place.
//
//     npx wrangler dev examples/in-a-worker.ts

import { createApp, openLibrary } from 'courant/edge';

/** Whatever your Worker reads articles from: a D1 database, a KV namespace, an API. */
const articles = async () => [
  { path: 'bread', head: { title: 'Bread & Patience', date: '2026-01-06' }, markdown: 'Flour, water, salt, *time*.' },
];

const MINUTE = 60_000;
const site = { title: 'Slow Kitchen', url: 'https://kitchen.example/' };

let opened: { library: ReturnType<typeof openLibrary>; app: ReturnType<typeof createApp>; at: number } | undefined;

export default {
  async fetch(request: Request, env: object, context: { waitUntil(promise: Promise<unknown>): void }) {
    // Within a request, since a Worker may ask for nothing before.
    if (!opened) {
      const library = openLibrary({ site, articles });
      opened = { library, app: createApp(library), at: Date.now() };
    }
    await opened.library.ready.catch(() => {}); // what is wrong is printed; until it is mended, readers get a 503
    // A Worker has no timers between requests, so each request looks at the time.
    if (Date.now() - opened.at > MINUTE) {
      opened.at = Date.now();
      context.waitUntil(opened.library.refresh());
    }
    return opened.app.fetch(request, env);
  },
};
