// Detecting: which generator made a site, by the file of its configuration, else by Jekyll's folder of posts.

import { slugOf } from '../../../model/slug.ts';
import { UsageError } from '../../io.ts';
import { astroSite } from './astro.ts';
import { eleventySite } from './eleventy.ts';
import { atRoot, type OldSite, plainName } from './generator.ts';
import { hugoSite, zolaSite } from './hugo.ts';
import { jekyllSite } from './jekyll.ts';
import { type SiteSource, textAt } from './site-source.ts';

interface Generator {
  readonly name: string;
  /** The files that may be its configuration. */
  readonly configs: RegExp;
  readonly open: (source: SiteSource, configFile: string) => OldSite;
}

const GENERATORS: readonly Generator[] = [
  { name: 'astro', configs: /^astro\.config\.[cm]?[jt]s$/, open: astroSite },
  { name: 'eleventy', configs: /^(?:\.eleventy|eleventy\.config)\.[cm]?[jt]s$/, open: eleventySite },
  { name: 'zola', configs: /^(?:zola|config)\.toml$/, open: zolaSite },
  { name: 'hugo', configs: /^(?:config\/_default\/)?(?:hugo|config)\.(?:toml|ya?ml|json)$/, open: hugoSite },
  { name: 'jekyll', configs: /^_config\.(?:ya?ml|toml)$/, open: jekyllSite },
];

/**
 * The site as the generator understands it whose configuration is there, or the one that is asked for. Of two, the one
 * that has more articles; of none, Jekyll if there are `_posts`. Throws a UsageError if nobody knows the name.
 */
export function detectSite(source: SiteSource, wanted: string | undefined, tell: (line: string) => void): OldSite {
  const files = ['', 'config/_default'].flatMap(source.pathsIn);
  const known = GENERATORS.filter(({ name }) => wanted === undefined || name === wanted.toLowerCase());
  if (known.length === 0) {
    const names = GENERATORS.map(({ name }) => name).join(', ');
    throw new UsageError(`--from is ${JSON.stringify(wanted)}. Courant knows ${names}.`);
  }
  const sites = known.flatMap(({ name, configs, open }) => {
    const file = files.find((each) => configs.test(each) && (wanted || isOf(name, each, source)));
    return file || wanted ? [{ name, file: file ?? '--from', site: open(source, file ?? '') }] : [];
  });
  if (sites.length === 0 && source.pathsIn('').includes('_posts'))
    sites.push({ name: 'jekyll', file: '_posts', site: jekyllSite(source, '') });
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
