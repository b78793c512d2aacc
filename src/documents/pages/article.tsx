// An article's page: its body below the page's own headings, and usable without a mouse.

import type { Credit, PublicArticle } from '../../model/article.ts';
import { changeOf } from '../../model/channel.ts';
import { hrefOf, localOf, termPath } from '../../model/paths.ts';
import type { Document } from '../../model/resource.ts';
import type { Term } from '../../model/term.ts';
import { localTimeOf } from '../../model/time.ts';
import { showsImage, summaryOf } from '../content.ts';
import { Layout } from './layout.tsx';
import { ArticleFiles, Figure } from './media.tsx';
import { BODY, type Frame, headingClass, type Render, writeHtml } from './page.ts';
import { langAttributes } from './phrases.ts';
import { type Story, StoryView, storiesOf } from './story.tsx';
import { DayAndTime } from './when.tsx';

interface ArticlePageProps {
  readonly frame: Frame;
  readonly article: PublicArticle;
  /** The term of each of its authors; a publication that is its own author has none. */
  readonly authors: readonly (Term | undefined)[];
  readonly related: readonly PublicArticle[];
}

export function writeArticlePage(props: ArticlePageProps, render: Render): Document {
  const { frame, article } = props;
  const body = render(article.article);
  const related = storiesOf(props.related, render);
  const description = summaryOf(article, body);
  const page = <ArticlePage {...props} body={body} description={description} related={related} />;
  return { text: writeHtml(page, bodyOnPage(body, frame)), updated: changeOf(article) };
}

interface Props extends Omit<ArticlePageProps, 'related'> {
  readonly body: string;
  readonly description: string | undefined;
  readonly related: readonly Story[];
}

function ArticlePage({ frame, article, authors, related, body, description }: Props) {
  const { site, phrases, home, lang } = frame;
  const own = langAttributes(article.language, site.language);
  const [section] = article.categories;
  return (
    <Layout
      frame={frame}
      title={`${article.title} – ${home.title}`}
      description={description}
      url={article.permalink}
      article={{ article, authors }}
      section={section}
    >
      <article class="article h-entry">
        <data class="u-url" value={article.permalink} />
        <header dir={own.dir}>
          {section && (
            <p class="kicker">
              <a href={hrefOf(site, termPath(section))}>{section.name}</a>
            </p>
          )}
          <h1 class={headingClass(article.title, 'p-name')} {...own}>
            {article.title}
          </h1>
          {article.summary && (
            <p class="standfirst p-summary" {...own}>
              {article.summary}
            </p>
          )}
          <div class="byline" {...lang}>
            <Byline frame={frame} article={article} authors={authors} />
            <Dates frame={frame} article={article} />
            {article.source && (
              <p class="credit">
                {phrases.source} <Source source={article.source} />
              </p>
            )}
          </div>
        </header>
        {article.image && !showsImage(article, body) && (
          <Figure site={site} image={article.image} language={article.language} />
        )}
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
          {article.canonical && <Elsewhere frame={frame} url={article.canonical} />}
          {article.rights && <p class="rights">{article.rights}</p>}
        </footer>
      </article>
      {related.length > 0 && (
        <section class="related" aria-labelledby="_related">
          <h2 id="_related" class="label" {...lang}>
            {phrases.related}
          </h2>
          <div class="cards">
            {related.map((story) => (
              <StoryView frame={frame} story={story} level={3} as="card" />
            ))}
          </div>
        </section>
      )}
    </Layout>
  );
}

function Byline({ frame: { site, phrases }, article, authors }: Omit<ArticlePageProps, 'related'>) {
  const last = article.authors.length - 1;
  return (
    <p class="by">
      {phrases.by}{' '}
      {article.authors.map(({ name, url }, index) => {
        const term = authors[index];
        const href = term ? hrefOf(site, termPath(term)) : url && localOf(site, url);
        const between = index === 0 ? '' : index === last ? phrases.and : phrases.comma;
        return (
          <>
            {between}
            {href ? (
              <a class="p-author h-card" href={href} rel="author">
                {name}
              </a>
            ) : (
              <span class="p-author h-card">{name}</span>
            )}
          </>
        );
      })}
    </p>
  );
}

function Dates({ frame, article: { published, updated } }: Pick<ArticlePageProps, 'frame' | 'article'>) {
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

function Corrections({ frame, article }: Pick<ArticlePageProps, 'frame' | 'article'>) {
  const { site, phrases, lang } = frame;
  const { corrections = [], language } = article;
  if (corrections.length === 0) return null;
  return (
    <div class="corrections" role="note">
      {corrections.map(({ at, text }) => (
        <p {...lang}>
          <strong>{phrases.corrected(phrases.day(localTimeOf(at, site.timeZone)))}</strong>{' '}
          <span {...langAttributes(language ?? site.language, phrases.language)}>{text}</span>
        </p>
      ))}
    </div>
  );
}

const Source = ({ source: { name, url } }: { readonly source: Credit }) => (url ? <a href={url}>{name}</a> : name);

function Terms(props: { readonly frame: Frame; readonly terms: readonly Term[]; readonly label: string }) {
  const { frame, terms, label } = props;
  const { site, lang } = frame;
  if (terms.length === 0) return null;
  return (
    <div class="terms">
      <h2 {...lang}>{label}</h2>
      <ul>
        {terms.map((term) => (
          <li>
            <a class="p-category" href={hrefOf(site, termPath(term))} rel="tag">
              {term.name}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

const Elsewhere = ({ frame: { phrases, lang }, url }: { readonly frame: Frame; readonly url: string }) => (
  <p class="rights" {...lang}>
    {phrases.firstPublished} <a href={url}>{/^https?:\/\/(?:www\.)?([^/:]+)/i.exec(url)?.[1] ?? url}</a>
  </p>
);

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
