// A term: a category (section), a tag (topic), an author or a language, by which articles are gathered.

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

/** One term, however it is spelt: names that differ only in case or normal form are the same. */
export const termKey = (name: string): string => name.normalize('NFC').toLowerCase().normalize('NFC');
