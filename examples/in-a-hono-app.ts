// Courant in a bigger Hono app: the publication lives below /news/, everything else is yours.
//
//     node examples/in-a-hono-app.ts          (Node 22.18 or later; on older ones: npx tsx examples/…)

import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { createApp, openLibrary } from 'courant';
import { Hono } from 'hono';

const port = Number(process.env.PORT ?? 3000);
const content = join(import.meta.dirname, '../content');

// The public address decides where the publication is: below its path, and nowhere else. Write it into site.yaml
// (url: https://example.org/news/), or give it here.
const library = openLibrary(content, { url: `http://localhost:${port}/news/` });
await library.ready; // rejects where the folder cannot be published

const app = new Hono();
app.get('/', (c) => c.html('<h1>Our shop</h1><p>Read <a href="/news/">our news</a>.</p>'));
app.route('/', createApp(library)); // at the root: it knows its path
app.get('/about', (c) => c.text('What Courant does not know it leaves to the routes after it.'));

serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () => console.log(`http://localhost:${port}/`));
