// Courant in an Express app: articles of your own, published below /news/.
//
//     node examples/in-an-express-app.ts      (Node 22.18 or later; on older ones: npx tsx examples/…)

import { nodeHandler, openLibrary } from 'courant';
import express from 'express';

const port = Number(process.env.PORT ?? 3000);

const library = openLibrary({
  site: { title: 'Our shop', url: `http://localhost:${port}/news/` },
  articles: () => [
    {
      path: 'bread',
      head: { title: 'Bread & Patience', date: '2026-01-06', tags: ['Baking'] },
      markdown: 'Flour, *time*.',
    },
    { path: 'jam', head: { title: 'Jam', date: '2026-02-03' }, html: '<p>Plums, <a href="/shop">sugar</a>.</p>' },
  ],
});
await library.ready; // rejects if there is nothing that can be published

const app = express();
app.get('/', (_, response) => void response.send('<h1>Our shop</h1>'));
app.use(nodeHandler(library)); // at the root: it knows its path
app.get('/about', (_, response) => void response.send('What Courant does not know goes on to the next handler.'));

app.listen(port, '127.0.0.1', () => console.log(`http://localhost:${port}/`));
