// An article's page.

import type { Credit, PublicArticle } from '../../model/article.ts';
import { hrefOf, localOf, termPath } from '../../model/paths.ts';
import type { Document } from '../../model/resource.ts';
import type { Term } from '../../model/term.ts';
import { showsImage, summaryOf } from '../content.ts';
import { changeOf } from '../dates.ts';
import { bodyOnPage } from './body-on-page.ts';
import type { Frame, Render } from './frame.ts';
import { BODY, writeHtml } from './html.ts';
import { newsArticleOf } from './json-ld.ts';
import { Layout } from './layout.tsx';
import { Figure, Files } from './media.tsx';
import { languageOf } from './phrases.ts';
import { type Story, StoryView, storiesOf } from './story.tsx';
import { DayAndTime } from './when.tsx';

export interface ArticlePageProps {
  readonly frame: Frame;
  readonly article: PublicArticle;
  /** The term of each of its authors; a publication that is its own author has none. */
  readonly authors: readonly (Term | undefined)[];
  readonly related: readonly PublicArticle[];
}

export function writeArticlePage(props: ArticlePageProps, render: Render): Document {
  const { frame, article } = props;
  const { site, phrases } = frame;
  const body = render(article.article);
  const related = storiesOf(props.related, render);
  const description = summaryOf(article, body);
  const page = <ArticlePage {...props} body={body} description={description} related={related} />;
  return { text: writeHtml(page, bodyOnPage(body, site, phrases)), updated: changeOf(article) };
}

interface Props extends Omit<ArticlePageProps, 'related'> {
  readonly body: string;
  readonly description: string | undefined;
  readonly related: readonly Story[];
}

function ArticlePage({ frame, article, authors, related, body, description }: Props) {
  const { site, phrases, home } = frame;
  const words = languageOf(phrases.language, site.language);
  const own = languageOf(article.language, site.language);
  const [section] = article.categories;
  const data = newsArticleOf(site, article, authors, description);
  return (
    <Layout
      frame={frame}
      title={`${article.title} – ${home.title}`}
      description={description}
      url={article.permalink}
      article={{ article, authors, data }}
      section={section}
    >
      <article class="article">
        <header>
          {section && (
            <p class="kicker">
              <a href={hrefOf(site, termPath(section))}>{section.name}</a>
            </p>
          )}
          <h1 {...own}>{article.title}</h1>
          {article.summary && (
            <p class="standfirst" {...own}>
              {article.summary}
            </p>
          )}
          <div class="byline" {...words}>
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
        {body && (
          <div class="body" {...own}>
            {BODY}
          </div>
        )}
        <Files frame={frame} article={article} />
        <footer>
          <Terms frame={frame} terms={article.categories} label={phrases.kinds.category} />
          <Terms frame={frame} terms={article.tags} label={phrases.kinds.tag} />
          {article.canonical && <Elsewhere frame={frame} url={article.canonical} />}
          {article.rights && <p class="rights">{article.rights}</p>}
        </footer>
      </article>
      {related.length > 0 && (
        <section class="related" aria-labelledby="_related">
          <h2 id="_related" class="label" {...words}>
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
              <a href={href} rel="author">
                {name}
              </a>
            ) : (
              name
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
      <DayAndTime instant={published} frame={frame} />
      {updated !== undefined && (
        <>
          {` · ${phrases.updated} `}
          <DayAndTime instant={updated} frame={frame} />
        </>
      )}
    </p>
  );
}

const Source = ({ source: { name, url } }: { readonly source: Credit }) => (url ? <a href={url}>{name}</a> : name);

function Terms(props: { readonly frame: Frame; readonly terms: readonly Term[]; readonly label: string }) {
  const { frame, terms, label } = props;
  const { site, phrases } = frame;
  if (terms.length === 0) return null;
  return (
    <div class="terms">
      <h2 {...languageOf(phrases.language, site.language)}>{label}</h2>
      <ul>
        {terms.map((term) => (
          <li>
            <a href={hrefOf(site, termPath(term))} rel="tag">
              {term.name}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

const Elsewhere = ({ frame: { phrases, site }, url }: { readonly frame: Frame; readonly url: string }) => (
  <p class="rights" {...languageOf(phrases.language, site.language)}>
    {phrases.firstPublished} <a href={url}>{/^https?:\/\/(?:www\.)?([^/:]+)/i.exec(url)?.[1] ?? url}</a>
  </p>
);
