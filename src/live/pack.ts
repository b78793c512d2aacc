// Packing: articles become what another thread or the disk can take.

import { factsOf, type SeenFile } from '../disk/folder-files.ts';
import type { Article, Author } from '../model/article.ts';
import { mediaIn } from './media-users.ts';
import { FLAG, type Head, type Packed } from './packed.ts';
import { PackedArticle } from './packed-article.ts';

export interface ReadFile {
  readonly file: SeenFile;
  readonly article: Article;
}

/** Packs articles whose ids, where they give none, are made in this authority. */
export function pack(read: readonly ReadFile[], tagAuthority: string): Packed {
  const texts: string[] = [];
  const instants: number[] = [];
  const numbers: number[] = [];
  const starts: number[] = [];
  const heads: Uint8Array[] = [];
  const authors = numbered<readonly Author[]>(JSON.stringify);
  const names = numbered<string>((name) => name);
  let end = 0;
  for (const { article } of read) {
    starts.push(texts.length, instants.length, numbers.length, end);
    let flags = article.draft ? FLAG.draft : 0;
    texts.push(article.path, article.slug);
    if (!article.isIdMade) {
      flags |= FLAG.id;
      texts.push(article.id);
      if (article.idAsUri !== undefined) {
        flags |= FLAG.uri;
        texts.push(article.idAsUri);
      }
    }
    if (article.canonical !== undefined) {
      flags |= FLAG.canonical;
      texts.push(article.canonical);
    }
    instants.push(article.published);
    if (article.updated !== undefined) {
      flags |= FLAG.updated;
      instants.push(article.updated);
    }
    numbers.push(flags, authors.placeOf(article.authors));
    for (const list of [article.categories, article.tags, article.related, mediaIn(article)]) {
      numbers.push(list.length);
      for (const name of list) numbers.push(names.placeOf(name));
    }
    const head = article instanceof PackedArticle ? article.bytes : bytesOf(article);
    heads.push(head);
    end += head.length;
  }
  starts.push(texts.length, instants.length, numbers.length, end);
  return {
    ...{ tagAuthority, texts, authors: authors.all(), names: names.all(), heads: joined(heads, end) },
    instants: Float64Array.from(instants),
    numbers: Uint32Array.from(numbers),
    starts: Uint32Array.from(starts),
    files: factsOf(read.map(({ file }) => file)),
  };
}

/** Values, each once, and the place of each among them. */
function numbered<T>(keyOf: (value: T) => string) {
  const known = new Map<T, number>(); // most lists of authors are one and the same
  const places = new Map<string, number>();
  const values: T[] = [];
  return {
    placeOf(value: T): number {
      let place = known.get(value);
      if (place !== undefined) return place;
      const key = keyOf(value);
      place = places.get(key) ?? values.push(value) - 1;
      places.set(key, place);
      known.set(value, place);
      return place;
    },
    all: () => values,
  };
}

function bytesOf({ title, summary, image, enclosures, source, language, rights, places }: Article): Uint8Array {
  const head: Head = { title, summary, image, source, language, rights, places };
  return encoder.encode(JSON.stringify(enclosures.length > 0 ? { ...head, enclosures } : head));
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const encoder = new TextEncoder();
