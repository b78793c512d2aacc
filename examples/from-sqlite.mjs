// Articles in an SQLite database that your program writes: a refresh publishes what it wrote.
//
//     node examples/from-sqlite.mjs           (Node 22.13 or later)

import { DatabaseSync } from 'node:sqlite';
import { serve } from '@hono/node-server';
import { createApp, openLibrary } from 'courant';
import { Hono } from 'hono';

const port = Number(process.env.PORT ?? 3000);
const db = new DatabaseSync(':memory:');
db.exec('CREATE TABLE notes (id INTEGER PRIMARY KEY, title TEXT, text TEXT, day TEXT)');
db.exec(
  `INSERT INTO notes (title, text, day) VALUES ('Bread & Patience', 'Flour, water, salt, *time*.', '2026-01-06')`,
);

const library = openLibrary({
  site: { title: 'Slow Kitchen', url: `http://localhost:${port}/`, tagAuthority: 'kitchen.example,2026' },
  *articles() {
    for (const { id, title, day, text } of db.prepare('SELECT * FROM notes').iterate()) {
      yield { path: `notes/${id}`, head: { title, date: day, slug: title }, markdown: String(text) };
    }
  },
});

const app = new Hono();
app.post('/notes', async (c) => {
  const { title, text } = await c.req.json();
  db.prepare('INSERT INTO notes (title, text, day) VALUES (?, ?, ?)').run(title, text, '2026-02-03');
  await library.refresh();
  return c.json({ problems: library.problems() }, 201);
});
app.route('/', createApp(library));

serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () => console.log(`http://localhost:${port}/`));
