// Detecting: which generator made a site, by the file of its configuration, else by Jekyll's folder of posts.

import { slugOf } from '../../../model/slug.ts';
import { SITE_FILE } from '../../../model/source-file.ts';
import { Failure, UsageError } from '../../io.ts';
import { astroSite } from './astro.ts';
import { eleventySite } from './eleventy.ts';
import { atRoot, type OldSite, plainName } from './generator.ts';
import { hugoSite, zolaSite } from './hugo.ts';
import { jekyllSite } from './jekyll.ts';
import { type SiteSource, textAt } from './site-source.ts';

/** By name: the files that may be its configuration, and how a site with one of them is understood. */
const GENERATORS: Readonly<Record<string, readonly [RegExp, (source: SiteSource, configFile: string) => OldSite]>> = {
  astro: [/^astro\.config\.[cm]?[jt]s$/, astroSite],
  eleventy: [/^(?:\.eleventy|eleventy\.config)\.[cm]?[jt]s$/, eleventySite],
  zola: [/^(?:zola|config)\.toml$/, zolaSite],
  hugo: [/^(?:config\/_default\/)?(?:hugo|config)\.(?:toml|ya?ml|json)$/, hugoSite],
  jekyll: [/^_config\.(?:ya?ml|toml)$/, jekyllSite],
};

/**
 * The site as the generator understands it whose configuration is there, or the one that is asked for. Of two, the one
 * that has more articles; of none, Jekyll if there are `_posts`. Throws a UsageError if nobody knows the name, and a
 * Failure if the site is one of Courant already.
 */
export function detectSite(source: SiteSource, wanted: string | undefined, tell: (line: string) => void): OldSite {
  const files = ['', 'config/_default'].flatMap(source.pathsIn);
  const known = Object.entries(GENERATORS).filter(([name]) => wanted === undefined || name === wanted.toLowerCase());
  if (known.length === 0)
    throw new UsageError(`--from is ${JSON.stringify(wanted)}. Courant knows ${Object.keys(GENERATORS).join(', ')}.`);
  const sites = known.flatMap(([name, [configs, open]]) => {
    const file = files.find((each) => configs.test(each) && (wanted || isOf(name, each, source)));
    return file || wanted ? [{ file: file ?? '--from', site: open(source, file ?? '') }] : [];
  });
  if (sites.length === 0 && source.pathsIn('').includes('_posts'))
    sites.push({ file: '_posts', site: jekyllSite(source, '') });
  const counted = sites.map((each) => ({ ...each, count: source.paths.filter(each.site.holds).length }));
  const [taken, ...others] = counted.sort((a, b) => b.count - a.count);
  if (!taken) {
    const said = source.dataOf(SITE_FILE);
    if (textAt(said, 'title') && textAt(said, 'url'))
      throw new Failure(`By its ${SITE_FILE} that is a folder of Courant already: copy it.`);
    tell('No site generator is known by its configuration here, so all Markdown files are taken as they are.');
    return PLAIN_SITE;
  }
  tell(`${taken.site.generator}, by ${taken.file}`);
  for (const { site, file } of others)
    tell(
      `There is ${file} of ${site.generator} too. To take the site for that one: --from ${site.generator.toLowerCase()}`,
    );
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
