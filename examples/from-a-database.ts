// Articles that are in no file: publish() makes the site of whatever you hold, and createApp() serves it.
//
//     node examples/from-a-database.ts        (Node 22.18 or later; on older ones: npx tsx examples/…)

import { serve } from '@hono/node-server';
import { type Article, catalogOf, createApp, publish, type Site, sourceOf } from 'courant';

const port = Number(process.env.PORT ?? 3000);

/** What your database gives. */
const rows = [
  { key: 17, title: 'Bread & Patience', day: '2026-01-06', tags: ['Baking'], html: '<p>Flour, water, salt, time.</p>' },
  { key: 18, title: 'On Waiting', day: '2026-02-03', tags: [], html: '<p>Still <em>waiting</em>.</p>' },
];

const site: Site = {
  title: 'Slow Kitchen',
  url: `http://localhost:${port}/`,
  description: 'Recipes that take their time.',
  language: 'en',
  timeZone: 'Europe/Berlin',
  authors: new Map(),
  author: [{ name: 'Ida Fenn' }],
  tagAuthority: 'kitchen.example,2026', // a domain and a year in which it was yours
  hubs: [],
  feeds: { limit: 30, bytes: 1_000_000, content: 'full', ttl: 15, preview: true, languages: [] },
  permalink: '/articles/{slug}/',
  categories: new Map(),
  redirects: new Map(),
  gone: new Map(),
  queryRules: [],
  ignore: [],
  typography: true,
};

const articles = rows.map(
  ({ key, title, day, tags }): Article => ({
    path: `rows/${key}.md`, // where it comes from: a name of your own
    id: `tag:${site.tagAuthority}:rows/${key}`, // never changes
    slug: title.toLowerCase().replace(/[^a-z]+/g, '-'),
    title,
    published: Date.parse(day),
    draft: false,
    authors: site.author,
    categories: [],
    tags,
    enclosures: [],
    related: [],
  }),
);

// Bodies are asked for when a document needs them. They have to be clean already: nothing is taken out here.
const htmlOf = ({ id }: Article) => rows.find(({ key }) => id.endsWith(`/${key}`))?.html ?? '';

// A pure function: publish again when your articles have changed. The app shows what is current.
const publication = publish(catalogOf(articles, site), site, Date.now(), htmlOf);
const app = createApp(sourceOf(() => publication));

serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () => console.log(`http://localhost:${port}/`));
