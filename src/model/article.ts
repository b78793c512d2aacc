// An article: one published piece, as its file says it, and as the public sees it at one instant; and its terms.

import type { Enclosure, Image } from './media.ts';
import type { Instant } from './time.ts';

export interface Author {
  readonly name: string;
  readonly url?: string;
  readonly email?: string;
  readonly avatar?: string;
  /** `@ann@social.example`. */
  readonly fediverse?: string;
  readonly bio?: string;
  /** Key in site.yaml; also the slug. */
  readonly key?: string;
}

export type TermKind = 'category' | 'tag' | 'author' | 'language';

/** What articles are gathered by: a category (section), a tag (topic), an author or a language. */
export interface Term {
  readonly kind: TermKind;
  readonly name: string;
  readonly slug: string;
  readonly description?: string;
  /** Of an author's term. */
  readonly author?: Author;
  /** Of a language's term (BCP 47). */
  readonly language?: string;
}

/** Whom the reporting is credited to. */
export interface Credit {
  readonly name: string;
  readonly url?: string;
}

/** From its instant on an article is in no feed and no list; its page says so. */
export interface Withdrawal {
  readonly at: Instant;
  readonly reason?: string;
  readonly showsTitle: boolean;
}

export interface Correction {
  readonly at: Instant;
  readonly text: string;
}

/** A valid article, drafts and scheduled ones too. Holds the head; the body is read when a document needs it. */
export interface Article {
  /** Source file, below content/. */
  readonly path: string;
  /** Permanent name: a URI, or text that its writer gave. */
  readonly id: string;
  /** The id for Atom, if it is no URI itself. */
  readonly idAsUri?: string | undefined;
  readonly slug: string;
  readonly title: string;
  readonly published: Instant;
  readonly updated?: Instant | undefined;
  readonly draft: boolean;
  /** None: the publication is the author. */
  readonly authors: readonly Author[];
  readonly categories: readonly string[];
  readonly tags: readonly string[];
  readonly summary?: string | undefined;
  readonly image?: Image | undefined;
  readonly enclosures: readonly Enclosure[];
  readonly source?: Credit | undefined;
  /** Slugs. */
  readonly related: readonly string[];
  readonly canonical?: string | undefined;
  readonly language?: string | undefined;
  readonly rights?: string | undefined;
  /** Its own path below the site, decoded, if it is not the pattern's. */
  readonly permalink?: string | undefined;
  /** Old paths below the site, decoded, that lead here. */
  readonly aliases?: readonly string[] | undefined;
  /** In no feed, list or sitemap; its page may stand. */
  readonly unlisted?: boolean | undefined;
  readonly withdrawn?: Withdrawal | undefined;
  /** In the order of the file. */
  readonly corrections?: readonly Correction[] | undefined;
  /** Slugs of the same article in other languages. */
  readonly translations?: readonly string[] | undefined;
}

/** The last significant change up to `now`, which a correction is too; undefined if there is none since its date. */
export function updatedAt({ published, updated, corrections }: Article, now: Instant): Instant | undefined {
  const changes = [updated, ...(corrections?.map(({ at }) => at) ?? [])];
  const latest = changes.reduce<Instant>((last, at = last) => (at <= now ? Math.max(last, at) : last), published);
  return latest > published ? latest : undefined;
}

/** An article at one instant: its terms spelt as the publication spells them, its links resolved. */
export interface PublicArticle extends Omit<Article, 'authors' | 'categories' | 'tags' | 'related' | 'translations'> {
  /** The catalog's own object, the key to its content. */
  readonly article: Article;
  /** Public address, absolute. */
  readonly permalink: string;
  /** `page` is the absolute address of what the site has of an author; the publication itself has none. */
  readonly authors: readonly (Author & { readonly page?: string })[];
  readonly categories: readonly Term[];
  readonly tags: readonly Term[];
  readonly related: readonly { readonly title: string; readonly permalink: string }[];
  /** The pages of the same article in other languages (BCP 47). */
  readonly translations: readonly { readonly language: string; readonly permalink: string }[];
}
