// Detecting: which generator made a site, by the file of its configuration.

import { slugOf } from '../../../model/slug.ts';
import { UsageError } from '../../io.ts';
import { astroSite } from './astro.ts';
import { eleventySite } from './eleventy.ts';
import { atRoot, type OldSite, plainName } from './generator.ts';
import { hugoSite, zolaSite } from './hugo.ts';
import { jekyllSite } from './jekyll.ts';
import { type SiteSource, textAt } from './site-source.ts';

interface Known {
  /** The file of its configuration, below the site's folder; and the one that is meant if there is none. */
  readonly config: RegExp;
  readonly otherwise: string;
  readonly open: (source: SiteSource, configFile: string) => OldSite;
}

const KNOWN: Readonly<Record<string, Known>> = {
  astro: { config: /^astro\.config\.[cm]?[jt]s$/, otherwise: 'astro.config.mjs', open: astroSite },
  eleventy: { config: /^(?:\.eleventy|eleventy\.config)\.[cm]?[jt]s$/, otherwise: '.eleventy.js', open: eleventySite },
  zola: { config: /^(?:zola|config)\.toml$/, otherwise: 'config.toml', open: zolaSite },
  hugo: {
    config: /^(?:config\/_default\/)?(?:hugo|config)\.(?:toml|ya?ml|json)$/,
    otherwise: 'hugo.toml',
    open: hugoSite,
  },
  jekyll: { config: /^_config\.(?:ya?ml|toml)$/, otherwise: '_config.yml', open: jekyllSite },
};

/**
 * The site as the generator understands it whose configuration is there, or the one that is asked for. Of two, the one
 * that has more articles. Throws a UsageError if nobody knows the name.
 */
export function detectSite(source: SiteSource, wanted: string | undefined, tell: (line: string) => void): OldSite {
  const files = ['', 'config/_default'].flatMap(source.pathsIn);
  const known = Object.entries(KNOWN).filter(([name]) => wanted === undefined || name === wanted.toLowerCase());
  if (known.length === 0)
    throw new UsageError(`--from is ${JSON.stringify(wanted)}. Courant knows ${Object.keys(KNOWN).join(', ')}.`);
  const sites = known.flatMap(([name, { config, otherwise, open }]) => {
    const file = files.find((each) => config.test(each) && isOf(name, each, source)) ?? (wanted && otherwise);
    return file ? [{ name, file, site: open(source, file) }] : [];
  });
  const counted = sites.map((each) => ({ ...each, count: source.paths.filter(each.site.holds).length }));
  const [taken, ...others] = counted.sort((a, b) => b.count - a.count);
  if (!taken) {
    tell('No site generator is known by its configuration here, so all Markdown files are taken as they are.');
    return PLAIN_SITE;
  }
  tell(`${taken.site.generator}, by ${taken.file}`);
  for (const { site, name, file } of others)
    tell(`There is ${file} of ${site.generator} too. To take the site for that one: --from ${name}`);
  return taken.site;
}

/** Zola and Hugo both have a config.toml. */
const isOf = (name: string, file: string, source: SiteSource): boolean =>
  file !== 'config.toml' || /^\s*base_url\s*=/m.test(source.textOf(file)) === (name === 'zola');

/** A folder of Markdown files, whatever made it. */
const PLAIN_SITE: OldSite = {
  generator: 'none',
  hints: {},
  roots: atRoot('', 'static', 'public', 'assets', 'src'),
  templates: 'none',
  holds: () => true,
  headOf: (_, values) => values,
  // As Courant's own pattern would have it, so that links between the files lead there.
  addressOf: ({ path, values }) => `/articles/${slugOf(textAt(values, 'slug') ?? plainName(path))}/`,
};
