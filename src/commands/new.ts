// `courant new`: an article to write in, with an id that stays.

import { join } from 'node:path';
import { writeNew } from '../disk/write.ts';
import { idOfFile } from '../model/paths.ts';
import type { Site } from '../model/site.ts';
import { slugOf } from '../model/slug.ts';
import { oneLine } from '../model/text.ts';
import { dateInZone } from '../model/time.ts';
import { isTaken, yamlLines, yamlText } from './article-file.ts';
import { openPublication, type SiteWords } from './first-site.ts';
import { type ExitCode, Failure, type Terminal, UsageError } from './io.ts';

export interface NewOptions {
  readonly title: string;
  readonly content: string;
  /** For the first site.yaml. */
  readonly site: SiteWords;
}

/** Makes a draft named after its day and title. 1 where it is there already, or site.yaml cannot be read. */
export async function newArticle({ title: given, content, site: words }: NewOptions, io: Terminal): Promise<ExitCode> {
  const title = oneLine(given);
  if (title === '') throw new UsageError('The title is empty: courant new "Title"');
  const { catalog, site } = await openPublication(content, words, {}, io);
  const date = dateInZone(Math.floor(Date.now() / 60_000) * 60_000, site.timeZone);
  const pathOf = (slug: string) => `articles/${date.slice(0, 10)}-${slug}.md`;
  // Two articles of one title on one day are a slip; on other days, a series.
  const isOthers = (slug: string) => (catalog.withSlug(slug)?.path ?? pathOf(slug)) !== pathOf(slug);
  const wanted = slugOf(title);
  let slug = wanted;
  for (let n = 2; isOthers(slug) || isTaken(site, slug); n++) slug = `${wanted}-${n}`;

  const file = join(content, pathOf(slug));
  const head = { title, id: idOfFile(site.tagAuthority, pathOf(slug)), slug, date, draft: true } as const;
  if (!writeNew(file, draftOf(head, site))) {
    throw new Failure(`${file} is there already. Write in it, or choose another title.`);
  }
  io.out(`Made ${file}`);
  const other = catalog.withSlug(wanted);
  // A withdrawn article keeps its address, which a person who looks for it on the site does not find.
  const byWhom = other?.withdrawn ? ` by ${other.path}, which is withdrawn` : '';
  if (slug !== wanted) io.out(`Its slug is ${slug}: ${wanted} is taken${byWhom}.`);
  io.out('');
  const folder = content === 'content' ? '' : ` ${content}`;
  io.out(`It is a draft. To see it before anybody else does: courant serve${folder} --drafts`);
  io.out('When it is to be public, take out the line "draft: true".');
  return 0;
}

function draftOf(head: Parameters<typeof yamlLines>[0], site: Site): string {
  const [author = 'Ann Example'] = site.authors.keys();
  return [
    '---',
    ...yamlLines(head),
    '# summary: One or two sentences, for feeds and search engines.',
    `# author: ${yamlText(author)}`,
    '# categories: [News]',
    '# tags: [One, Two]',
    '# image:',
    '#   src: picture.jpg # beside this file, or a path from the content folder',
    '#   alt: What the picture shows, for those who do not see it.',
    '---',
    '',
    '',
  ].join('\n');
}
