// Converting: the head, the body and the pictures of an old article, as they are written here.

import { httpUrl, isMapping } from '../../../content/fields.ts';
import { bodyOf } from '../../../content/front-matter.ts';
import { nameOfKey } from '../../../content/known-keys.ts';
import { mediaTypeOf } from '../../../model/media.ts';
import { shortHash } from '../../../model/slug.ts';
import { dateInZone } from '../../../model/time.ts';
import type { NewArticle, NewFile } from '../../article-file.ts';
import { markdownOf } from '../markdown.ts';
import type { OldSite } from './generator.ts';
import { withoutComponents } from './mdx.ts';
import type { OldArticle } from './old-articles.ts';
import { type OldAddresses, type OldTarget, oldTargetOf, withReferences } from './references.ts';
import { mappingOf, type SiteSource, textAt } from './site-source.ts';
import { type UnknownTag, withoutKramdown, withoutMarks, withoutTags } from './template-tags.ts';

export interface ConvertedArticle {
  readonly article: NewArticle;
  /** Files to lie beside it: by their names, where they are in the old site. */
  readonly beside: ReadonlyMap<string, string>;
  /** Files that keep the address at which they were served: by their paths below content/. */
  readonly served: ReadonlyMap<string, string>;
  /** Tags that are left to the writer, with their lines in the file of the old site. */
  readonly left: readonly UnknownTag[];
  readonly remarks: readonly string[];
}

export interface ConversionContext {
  readonly old: OldSite;
  readonly addresses: OldAddresses;
  readonly source: SiteSource;
  /** Of the old site. */
  readonly origin: string;
  readonly timeZone: string;
  /** Authors of articles that name none. */
  readonly siteAuthor: readonly unknown[];
}

/** The article with everything that Courant can take of it. */
export function convertArticle(page: OldArticle, context: ConversionContext): ConvertedArticle {
  const { addresses, source, timeZone } = context;
  const { path, values, article } = page;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const beside = new Map<string, string>();
  const served = new Map<string, string>();
  const remarks: string[] = [];

  /** A path as it is written here; undefined if it can stay as it is. */
  function written(reference: string): string | undefined {
    const named = reference.endsWith('*') ? fileBeginning(reference.slice(0, -1)) : undefined;
    const target = named ?? oldTargetOf(reference, page, addresses);
    if (target?.kind === 'article') return target.address;
    if (target?.kind !== 'file') return /^(?!@)\//.test(reference) ? undefined : target?.address;
    if (target.address === undefined) return nameBeside(target.path);
    served.set(target.address.slice(1), target.path);
    return target.address;
  }

  /** A file of the article's folder whose name begins so. */
  function fileBeginning(name: string): OldTarget | undefined {
    const file = source.paths.find((each) => each.startsWith(folder + name) && mediaTypeOf(each));
    return file === undefined ? undefined : { kind: 'file', path: file };
  }

  function nameBeside(file: string): string {
    const below = file.startsWith(folder) ? file.slice(folder.length) : '';
    const name = below === '' || /(?:^|\/)[._]/.test(below) ? file.slice(file.lastIndexOf('/') + 1) : below;
    const free = (beside.get(name) ?? file) === file ? name : `${shortHash(file)}-${name}`;
    beside.set(free, file);
    return free;
  }

  function imageIn(): NewFile | undefined {
    const key = Object.keys(values).filter((each) => nameOfKey(each) === 'image' && values[each] !== null)[0];
    const value = key === undefined ? undefined : values[key];
    const [first = value] = Array.isArray(value) ? value : [];
    const src =
      typeof first === 'string'
        ? first.trim()
        : ['src', 'path', 'url', 'image', 'feature'].map((each) => textAt(first, each)).find(Boolean);
    if (!src || /^(?:true|false)$/.test(src)) return undefined;
    const said = isMapping(first) ? first : values;
    const facts = {
      alt: textAt(said, 'alt') ?? textAt(values, `${key}Alt`),
      caption: textAt(mappingOf(first), 'caption'),
      credit: textAt(mappingOf(first), 'credit'),
    };
    if (httpUrl(src)) return { src, ...facts };
    // Themes and schemas name pictures without their folder.
    const tried = [src, ...(src.startsWith('/') ? [] : [`/${src}`])].map(
      (each) => [each, oldTargetOf(each, page, addresses)] as const,
    );
    const found = tried.find(([, target]) => target?.kind === 'file');
    if (found) return { src: written(found[0]) ?? found[0], ...facts };
    const like = source.paths.filter((each) => each.endsWith(`/${src.replace(/^[./~@]+\//, '')}`) && mediaTypeOf(each));
    if (like.length === 1 && like[0] !== undefined) return { src: nameBeside(like[0]), ...facts };
    remarks.push(`There is no picture ${src}, so it has no lead picture.`);
    return undefined;
  }

  const { body, bodyLine } = bodyOf(source.textOf(path));
  const { text, left } = markdownIn(body, page, context);
  const image = imageIn();
  if (article.unlisted) remarks.push('It was in no list and no feed there, so it is a draft until you decide.');
  const { published, updated, withdrawn, draft, unlisted } = article;
  const at = (instant: number | undefined) => (instant === undefined ? undefined : dateInZone(instant, timeZone));
  return {
    article: {
      ...article,
      authors: article.authors === context.siteAuthor ? [] : article.authors,
      ...{ image, enclosures: [], draft: draft || unlisted === true },
      ...{ date: at(published || undefined), updated: at(updated), withdrawn: at(withdrawn?.at) },
      body: withReferences(text, written),
    },
    ...{ beside, served, remarks },
    left: left.map(({ line, tag }) => ({ line: line + bodyLine - 1, tag })),
  };
}

/** The body as Markdown without what only its generator understands. */
function markdownIn(
  body: string,
  page: OldArticle,
  { old, addresses, origin }: ConversionContext,
): { text: string; left: readonly UnknownTag[] } {
  const { path, values } = page;
  const isPlain =
    /^(?:md|false)$/.test(textAt(values, 'templateEngineOverride') ?? '') ||
    textAt(values, 'render_with_liquid') === 'false';
  const own = { ...values, title: page.title, url: page.address ?? '' };
  const tags = withoutTags(body, {
    templates: isPlain ? 'none' : old.templates,
    ...{ origin, base: addresses.base.replace(/\/$/, '') },
    variables: { ...old.variables, ...own, page: own },
    addressOf: (name) => addressNamed(name, page, addresses),
  });
  const { body: bare, left } = path.endsWith('.mdx') ? withoutComponents(tags.body) : tags;
  if (old.generator === 'none') return { text: body, left };
  const text = withoutMarks(old.generator === 'Jekyll' ? withoutKramdown(bare) : bare);
  const separator = textAt(values, 'excerpt_separator') ?? '';
  const marked = separator === '' || /<!--\s*more\s*-->/.test(text) ? text : text.replace(separator, '<!--more-->');
  return { text: /\.html?$/i.test(path) ? markdownOf(marked) : marked, left };
}

/** What `post_url`, `link`, `ref` and `relref` name: a file, with or without its ending, or its name alone. */
function addressNamed(name: string, page: OldArticle, addresses: OldAddresses): string | undefined {
  const { base, named } = addresses;
  for (const each of [name, `/${name}`, `/_posts/${name}`]) {
    const target = addresses.pageOf(each) ?? oldTargetOf(each, page, addresses);
    if (target?.kind === 'article') return base + target.address.slice(1);
    if (target?.kind === 'page' && /\.\w+$/.test(name)) return target.address;
  }
  const address = named(name.replace(/^.*\//, '').replace(/\.\w+$/, ''));
  return address && base + address.slice(1);
}
