// A story: an article as listings show it, which is its headline, its summary, its day and its picture.

import type { PublicArticle } from '../../model/article.ts';
import { hrefOf, localOf, termPath } from '../../model/paths.ts';
import { hasPages } from '../../model/site.ts';
import type { Term } from '../../model/term.ts';
import { summaryOf } from '../content.ts';
import { type Frame, headingClass, type Render } from './page.ts';
import { langAttributes } from './phrases.ts';
import { Day } from './when.tsx';

/** An article with the summary that it gives, or that its first paragraph is. */
export interface Story {
  readonly article: PublicArticle;
  readonly summary?: string | undefined;
}

export function storiesOf(articles: readonly PublicArticle[], render: Render): Story[] {
  const stories: Story[] = [];
  for (const article of articles) {
    const isGiven = article.summary !== undefined;
    stories.push({ article, summary: isGiven ? article.summary : summaryOf(article, render(article.article)) });
  }
  return stories;
}

interface Props {
  readonly frame: Frame;
  readonly story: Story;
  /** Of the headline. */
  readonly level: 2 | 3;
  /** `lead`, `card`, `row`, `line`: how large it is set. */
  readonly as: 'lead' | 'card' | 'row' | 'line';
  /** What the listing is of, which its stories need not say again. */
  readonly within?: Term | undefined;
  /** Whether the picture is seen at once. */
  readonly isFirst?: boolean;
}

/** The headline is the link, and the stylesheet stretches it over the whole story. */
export function StoryView({ frame, story: { article, summary }, level, as, within, isFirst = false }: Props) {
  const { site } = frame;
  const section = article.categories.find((term) => term !== within);
  const Heading = level === 2 ? 'h2' : 'h3';
  const own = langAttributes(article.language, site.language);
  return (
    <article class={`story ${as} h-entry`}>
      {as !== 'line' && <Picture frame={frame} article={article} isFirst={isFirst} />}
      <div class="words" dir={own.dir}>
        {section && hasPages(site) && as !== 'line' && (
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
        {summary && as !== 'line' && (
          <p class="summary p-summary" {...own}>
            {summary}
          </p>
        )}
        <p class="when">
          <Day instant={article.published} frame={frame} />
        </p>
      </div>
    </article>
  );
}

/** Beside its headline a picture says nothing new, so that its alternative is empty here. */
function Picture({ frame: { site }, article: { image }, isFirst }: Pick<Props, 'frame' | 'isFirst'> & Story) {
  if (!image) return null;
  return (
    <img
      class="u-photo"
      src={localOf(site, image.url)}
      alt=""
      width={image.width}
      height={image.height}
      {...(isFirst ? { fetchpriority: 'high' } : { loading: 'lazy' })}
    />
  );
}
