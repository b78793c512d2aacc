// Articles in a PostgreSQL database, read by its usual client and asked for again each minute.
//
//     DATABASE_URL=postgres://localhost/kitchen node examples/from-postgresql.ts

import { serve } from '@hono/node-server';
import { createApp, type Entry, openLibrary } from 'courant';
import pg from 'pg';

const port = Number(process.env.PORT ?? 3000);
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });

async function articles(): Promise<Entry[]> {
  const { rows } = await pool.query(
    'SELECT id, title, body, tags, published_at, changed_at FROM articles WHERE published_at IS NOT NULL',
  );
  return rows.map((row) => ({
    path: `articles/${row.id}`, // the article's permanent name is made of it
    head: { title: row.title, date: row.published_at, slug: row.title, tags: row.tags },
    html: row.body, // cleaned: scripts, styles and event handlers go
    version: row.changed_at, // an article of the same version is not parsed again
  }));
}

const library = openLibrary({
  site: { title: 'Slow Kitchen', url: `http://localhost:${port}/`, tagAuthority: 'kitchen.example,2026' },
  articles,
  every: 60,
});
library.ready.catch(() => {}); // the database may be back at the next turn; until then readers get a 503

serve({ fetch: createApp(library).fetch, port, hostname: '127.0.0.1' }, () => console.log(`http://localhost:${port}/`));
