// Courant behind plain node:http: your server decides which requests it gets.
//
//     node examples/behind-node-http.ts       (Node 22.18 or later; on older ones: npx tsx examples/…)

import { createServer } from 'node:http';
import { join } from 'node:path';
import { nodeHandler, openLibrary } from 'courant';

const port = Number(process.env.PORT ?? 3000);
const content = join(import.meta.dirname, '../content');

const library = openLibrary(content, { url: `http://localhost:${port}/news/` });
await library.ready;
const news = nodeHandler(library);

const server = createServer((request, response) =>
  news(request, response, () => {
    response.setHeader('content-type', 'text/plain; charset=utf-8');
    response.end('Everything else is yours.\n');
  }),
);

server.listen(port, '127.0.0.1', () => console.log(`http://localhost:${port}/`));
