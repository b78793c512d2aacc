// Courant in a Next app (app router): everything below /news/. next.config.ts beside it has two lines that it needs.

import { createApp, openLibrary } from 'courant';

const library = openLibrary({
  site: { title: 'Slow Kitchen', url: 'https://kitchen.example/news/' },
  articles: async () => [
    { path: 'bread', head: { title: 'Bread & Patience', date: '2026-01-06' }, markdown: 'Flour, water, salt, *time*.' },
  ],
  every: 60,
});
const app = createApp(library);

async function answer({ url, method, headers }: Request): Promise<Response> {
  await library.ready.catch(() => {}); // what is wrong is printed; until it is mended, readers get a 503
  const asked = new Request(url, { method, headers });
  asked.headers.set('accept-encoding', 'identity'); // Next compresses by itself, and drops what says that we did
  return app.fetch(asked);
}

export { answer as GET, answer as HEAD, answer as OPTIONS };
