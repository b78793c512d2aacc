// An article's page: its body below the page's own headings, and usable without a mouse; and what stands in its place
// if it is not there, or not any more.

import type { PublicArticle, Term } from '../../model/article.ts';
import { langAttributes } from '../../model/language.ts';
import { HOME, hrefOf, localOf, termPath } from '../../model/paths.ts';
import type { Document } from '../../model/resource.ts';
import { type Instant, localTimeOf, rfc3339 } from '../../model/time.ts';
import { showsImage, summaryOf } from '../content.ts';
import { Labelled, Layout, Links } from './layout.tsx';
import { ArticleFiles, LeadPicture } from './media.tsx';
import { BODY, dayOf, type Frame, headingClass, writePage } from './page.ts';
import { zoneName } from './phrases-english.ts';
import { Stories } from './story.tsx';

interface Props {
  readonly frame: Frame;
  readonly article: PublicArticle;
  readonly related: readonly PublicArticle[];
}

export function writeArticlePage({ frame, article, related }: Props): Document {
  const { site, phrases, lang } = frame;
  const { title, summary, source, canonical, rights } = article;
  const body = frame.render(article.article);
  const own = langAttributes(article.language, site.language);
  const [section] = article.categories;
  const page = (
    <Layout frame={frame} name={title} description={summaryOf(article, body)} article={article}>
      <article class="article h-entry">
        <data class="u-url" value={article.permalink} />
        <header dir={own.dir}>
          {section && (
            <p class="kicker">
              <a href={hrefOf(site, termPath(section))}>{section.name}</a>
            </p>
          )}
          <h1 class={headingClass(title, 'p-name')} {...own}>
            {title}
          </h1>
          {summary && (
            <p class="standfirst p-summary" {...own}>
              {summary}
            </p>
          )}
          <div class="byline" {...lang}>
            <Byline frame={frame} article={article} />
            <Dates frame={frame} article={article} />
            {source && (
              <p class="credit">
                {phrases.source} {source.url ? <a href={source.url}>{source.name}</a> : source.name}
              </p>
            )}
          </div>
        </header>
        {!showsImage(article, body) && <LeadPicture frame={frame} article={article} />}
        <Corrections frame={frame} article={article} />
        {body && (
          <div class="body e-content" {...own}>
            {BODY}
          </div>
        )}
        <ArticleFiles frame={frame} article={article} />
        <footer>
          <Terms frame={frame} terms={article.categories} label={phrases.kinds.category} />
          <Terms frame={frame} terms={article.tags} label={phrases.kinds.tag} />
          {canonical && (
            <p class="rights" {...lang}>
              {phrases.firstPublished} <a href={canonical}>{hostOf(canonical)}</a>
            </p>
          )}
          {rights && <p class="rights">{rights}</p>}
        </footer>
      </article>
      {related.length > 0 && (
        <Labelled frame={frame} class="related" id="_related" words={phrases.related}>
          <div class="cards">
            <Stories frame={frame} articles={related} level={3} as="card" />
          </div>
        </Labelled>
      )}
    </Layout>
  );
  return writePage(frame, page, [article], bodyOnPage(body, frame));
}

function Byline({ frame: { site, phrases }, article: { authors } }: Pick<Props, 'frame' | 'article'>) {
  const last = authors.length - 1;
  return (
    <p class="by">
      {phrases.by}{' '}
      {authors.map(({ name, url, page = url }, index) => (
        <>
          {index > 0 && (index === last ? phrases.and : ', ')}
          {page ? (
            <a class="p-author h-card" href={localOf(site, page)} rel="author">
              {name}
            </a>
          ) : (
            <span class="p-author h-card">{name}</span>
          )}
        </>
      ))}
    </p>
  );
}

function Dates({ frame, article: { published, updated } }: Pick<Props, 'frame' | 'article'>) {
  const { phrases } = frame;
  return (
    <p class="dates">
      {updated !== undefined && `${phrases.published} `}
      <DayAndTime instant={published} of="published" frame={frame} />
      {updated !== undefined && (
        <>
          {` · ${phrases.updated} `}
          <DayAndTime instant={updated} of="updated" frame={frame} />
        </>
      )}
    </p>
  );
}

/** `February 27, 2026, 8:49 AM EST`; a date without a time began at midnight, which nobody wants to read. */
function DayAndTime({ instant, of, frame }: { readonly instant: Instant; readonly of: string; readonly frame: Frame }) {
  const { site, phrases } = frame;
  const local = localTimeOf(instant, site.timeZone);
  const isDay = local.hour === 0 && local.minute === 0 && local.second === 0;
  const zone = zoneName(instant, site.timeZone);
  return (
    <time class={`dt-${of}`} datetime={rfc3339(instant)}>
      {isDay ? phrases.day(local) : `${phrases.day(local)}${phrases.timeOfDay(local)} `}
      {!isDay && <abbr title={site.timeZone}>{phrases.zones?.[zone] ?? zone}</abbr>}
    </time>
  );
}

function Corrections({ frame, article: { corrections = [], language } }: Pick<Props, 'frame' | 'article'>) {
  const { site, phrases, lang } = frame;
  if (corrections.length === 0) return null;
  return (
    <div class="corrections" role="note">
      {corrections.map(({ at, text }) => (
        <p {...lang}>
          <strong>{phrases.corrected(dayOf(at, frame))}</strong>{' '}
          <span {...langAttributes(language ?? site.language, phrases.language)}>{text}</span>
        </p>
      ))}
    </div>
  );
}

function Terms(props: { readonly frame: Frame; readonly terms: readonly Term[]; readonly label: string }) {
  const { frame, terms, label } = props;
  if (terms.length === 0) return null;
  const link = (term: Term) => ({ class: 'p-category', href: hrefOf(frame.site, termPath(term)), rel: 'tag' });
  return (
    <div class="terms">
      <h2 {...frame.lang}>{label}</h2>
      <Links links={terms.map((term) => ({ ...link(term), words: term.name }))} />
    </div>
  );
}

/** `example.org` of an address there. */
const hostOf = (url: string): string => /^https?:\/\/(?:www\.)?([^/:]+)/i.exec(url)?.[1] ?? url;

/**
 * Clean HTML for the page: headings begin at h2, what may be wider than a phone can be scrolled by keyboard, pictures
 * load when they are near, and the site's own addresses begin at its root.
 */
function bodyOnPage(html: string, { site, phrases }: Frame): string {
  const shift = /<h1[\s>]/.test(html) ? 1 : 0;
  return html.replace(TAG, (tag: string, end: string, name: string, attributes: string) => {
    if (HEADING.test(name)) return `<${end}h${Math.min(6, Number(name[1]) + shift)}${attributes}>`;
    if (name === 'main') return `<${end}div${attributes}>`; // the page has one
    if (name === 'table') return end ? '</table></div>' : `${scrolled(phrases.table)}${tag}`;
    if (end) return tag;
    const addressed = attributes.replace(ADDRESS, (_, url: string) => `="${localOf(site, url)}"`);
    if (name === 'pre') return `<pre tabindex="0"${attributes}>`;
    if (name === 'img') return `<img${/\salt=/.test(attributes) ? '' : ' alt=""'} loading="lazy"${addressed}>`;
    return `<${name}${addressed}>`;
  });
}

/** In clean HTML no `<` or `>` stands in a value, and names are in lower case. */
const TAG = /<(\/?)([a-z][a-z0-9]*)([^<>]*)>/g;
const ADDRESS = /="(https?:[^"]*)"/g;
const HEADING = /^h[1-6]$/;

const scrolled = (label: string): string => `<div class="wide" role="group" aria-label="${label}" tabindex="0">`;

export function writeNotFound(frame: Frame): Document {
  const { notFound, notFoundWhy } = frame.phrases;
  return writeMissing(frame, notFound, notFound, [notFoundWhy]);
}

/** In place of an article that was public: its title, when it was taken back, and why, as far as that is told. */
export function writeGone(frame: Frame, title?: string, at?: Instant, reason?: string): Document {
  const { gone, goneWhy, withdrawnOn } = frame.phrases;
  const day = at === undefined ? gone : withdrawnOn(dayOf(at, frame));
  return writeMissing(frame, gone, title ?? gone, [...(title || at ? [day] : []), reason ?? goneWhy]);
}

function writeMissing(frame: Frame, what: string, heading: string, words: readonly string[]): Document {
  const { site, phrases, lang } = frame;
  const page = (
    <Layout frame={frame} name={what}>
      <div class="listing-head" {...lang}>
        <h1 class={headingClass(heading)}>{heading}</h1>
        {words.map((each) => (
          <p class="standfirst">{each}</p>
        ))}
        <p>
          <a href={hrefOf(site, HOME)}>{phrases.backHome}</a>
        </p>
      </div>
    </Layout>
  );
  return writePage(frame, page);
}
