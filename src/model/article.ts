// An article: one published piece, as its file says it, and as the public sees it at one instant.

import type { Enclosure, Image } from './media.ts';
import type { Place } from './problem.ts';
import type { Term } from './term.ts';
import type { Instant } from './time.ts';

export interface Author {
  readonly name: string;
  readonly url?: string;
  readonly email?: string;
  readonly avatar?: string;
  /** Key in site.yaml; also the slug. */
  readonly key?: string;
}

/** Whom the reporting is credited to. */
export interface Credit {
  readonly name: string;
  readonly url?: string;
}

/** A valid article, drafts and scheduled ones too. Holds the head; the body is read when a document needs it. */
export interface Article {
  /** Source file, below content/. */
  readonly path: string;
  /** Permanent name: a URI, or text that its writer gave. */
  readonly id: string;
  /** The id as Atom wants it, where it is no URI itself. */
  readonly idAsUri?: string;
  readonly slug: string;
  readonly title: string;
  readonly published: Instant;
  readonly updated?: Instant;
  readonly draft: boolean;
  /** None: the publication is the author. */
  readonly authors: readonly Author[];
  readonly categories: readonly string[];
  readonly tags: readonly string[];
  readonly summary?: string;
  readonly image?: Image;
  readonly enclosures: readonly Enclosure[];
  readonly source?: Credit;
  /** Slugs. */
  readonly related: readonly string[];
  readonly canonical?: string;
  readonly language?: string;
  readonly rights?: string;
  /** Where its file says what another file may contradict. */
  readonly places?: ArticlePlaces;
}

export interface ArticlePlaces {
  readonly id?: Place;
  readonly slug?: Place;
  /** One for each of `related`. */
  readonly related?: readonly Place[];
}

/** A link to another public article. */
export interface Reference {
  readonly title: string;
  readonly permalink: string;
}

/** An article at one instant: its terms spelt as the publication spells them, its links resolved. */
export interface PublicArticle extends Omit<Article, 'authors' | 'categories' | 'tags' | 'related'> {
  /** The catalog's own object, the key to its content. */
  readonly article: Article;
  /** Public address, absolute. */
  readonly permalink: string;
  readonly authors: readonly Author[];
  readonly categories: readonly Term[];
  readonly tags: readonly Term[];
  readonly related: readonly Reference[];
}
