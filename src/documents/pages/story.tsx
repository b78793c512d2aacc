// A story: an article as listings show it, which is its headline, its summary, its day and its picture.

import type { PublicArticle, Term } from '../../model/article.ts';
import { langAttributes } from '../../model/language.ts';
import { hrefOf, localOf, termPath } from '../../model/paths.ts';
import { hasPages } from '../../model/site.ts';
import { rfc3339 } from '../../model/time.ts';
import { summaryOf } from '../content.ts';
import { dayOf, type Frame, headingClass } from './page.ts';

interface Props {
  readonly frame: Frame;
  readonly article: PublicArticle;
  /** Of the headline. */
  readonly level: 2 | 3;
  /** How large it is set; a line is a headline and a day. */
  readonly as: 'lead' | 'card' | 'row' | 'line';
  /** What the listing is of, which its stories need not say again. */
  readonly within?: Term | undefined;
  /** Whether the picture, of several stories that of the first, is seen at once. */
  readonly isFirst?: boolean;
}

/** The headline is the link, and the stylesheet stretches it over the whole story. */
function Story({ frame, article, level, as, within, isFirst = false }: Props) {
  const { site, render } = frame;
  const isLine = as === 'line';
  const summary = isLine ? undefined : (article.summary ?? summaryOf(article, render(article.article)));
  const section = article.categories.find((term) => term !== within);
  const Heading = level === 2 ? 'h2' : 'h3';
  const own = langAttributes(article.language, site.language);
  return (
    <article class={`story ${as} h-entry`}>
      {article.image && !isLine && (
        // Beside its headline a picture says nothing new, so that its alternative is empty here.
        <img
          class="u-photo"
          src={localOf(site, article.image.url)}
          alt=""
          width={article.image.width}
          height={article.image.height}
          {...(isFirst ? { fetchpriority: 'high' } : { loading: 'lazy' })}
        />
      )}
      <div class="words" dir={own.dir}>
        {section && hasPages(site) && !isLine && (
          <p class="kicker">
            <a class="p-category" href={hrefOf(site, termPath(section))}>
              {section.name}
            </a>
          </p>
        )}
        <Heading class={headingClass(article.title, 'headline')} {...own}>
          <a class="p-name u-url" href={localOf(site, article.permalink)}>
            {article.title}
          </a>
        </Heading>
        {summary && (
          <p class="summary p-summary" {...own}>
            {summary}
          </p>
        )}
        <p class="when">
          <time class="dt-published" datetime={rfc3339(article.published)}>
            {dayOf(article.published, frame)}
          </time>
        </p>
      </div>
    </article>
  );
}

interface StoriesProps extends Omit<Props, 'article'> {
  readonly articles: readonly PublicArticle[];
}

export const Stories = ({ articles, isFirst = false, ...shared }: StoriesProps) =>
  articles.map((article, index) => <Story {...shared} article={article} isFirst={isFirst && index === 0} />);
