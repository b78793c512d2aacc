// A packed article: read out of what many share, whenever somebody asks. Few are shown, and then once or twice.

import { keepShared } from '../content/keep.ts';
import { fileWith, type SeenFile } from '../disk/folder-files.ts';
import type { Scanner } from '../disk/scan.ts';
import { type Article, type ArticlePlaces, type Author, type Credit, copyOf } from '../model/article.ts';
import type { Enclosure, Image } from '../model/media.ts';
import { idOfFile } from '../model/paths.ts';
import { FLAG, type Head, LISTS, type List, OFFSET, OFFSETS, type Packed } from './packed.ts';

/** The articles in the order in which they were packed. */
export function unpack(packed: Packed): PackedArticle[] {
  const { numbers, starts, heads, instants, files } = packed;
  const page: Packed = {
    ...packed,
    authors: packed.authors.map(shared),
    names: packed.names.map(keepShared),
    // Copies, so that what all of it was cut out of is not kept alive.
    ...{ numbers: numbers.slice(), starts: starts.slice(), heads: heads.slice() },
    ...{ instants: instants.slice(), files: files.slice() },
  };
  return Array.from({ length: starts.length / OFFSETS - 1 }, (_, index) => new PackedArticle(page, index));
}

export class PackedArticle implements Article {
  readonly #page: Packed;
  readonly #index: number;

  constructor(page: Packed, index: number) {
    this.#page = page;
    this.#index = index;
  }

  /** Its file, as it was seen when it was read. */
  get file(): SeenFile {
    return fileWith(this.#page.files, this.#index, this.path);
  }

  /** Whether its file still is as it was when it was read. */
  isAsSeen(scanner: Pick<Scanner, 'is'>): boolean {
    return scanner.is(this.path, this.#page.files, this.#index);
  }

  get path(): string {
    return this.#text(0);
  }
  get slug(): string {
    return this.#text(1);
  }
  get id(): string {
    return this.isIdMade ? idOfFile(this.#page.tagAuthority, this.path) : this.#text(2);
  }
  get isIdMade(): boolean {
    return (this.#flags & FLAG.id) === 0;
  }
  get idAsUri(): string | undefined {
    return this.#flags & FLAG.uri ? this.#text(3) : undefined;
  }
  get canonical(): string | undefined {
    const flags = this.#flags;
    const before = (flags & FLAG.id ? 1 : 0) + (flags & FLAG.uri ? 1 : 0);
    return flags & FLAG.canonical ? this.#text(2 + before) : undefined;
  }
  get published(): number {
    return this.#page.instants[this.#start(OFFSET.instant)] as number;
  }
  get updated(): number | undefined {
    return this.#flags & FLAG.updated ? this.#page.instants[this.#start(OFFSET.instant) + 1] : undefined;
  }
  get draft(): boolean {
    return (this.#flags & FLAG.draft) > 0;
  }
  get authors(): readonly Author[] {
    return this.#page.authors[this.#page.numbers[this.#start(OFFSET.number) + 1] as number] as readonly Author[];
  }
  get categories(): readonly string[] {
    return this.#list('categories');
  }
  get tags(): readonly string[] {
    return this.#list('tags');
  }
  get related(): readonly string[] {
    return this.#list('related');
  }
  /** Files below content/ that its head names. */
  get media(): readonly string[] {
    return this.#list('media');
  }
  get title(): string {
    return this.#head.title;
  }
  get summary(): string | undefined {
    return this.#head.summary;
  }
  get image(): Image | undefined {
    return this.#head.image;
  }
  get enclosures(): readonly Enclosure[] {
    return this.#head.enclosures ?? NO_ENCLOSURES;
  }
  get source(): Credit | undefined {
    return this.#head.source;
  }
  get language(): string | undefined {
    return this.#head.language;
  }
  get rights(): string | undefined {
    return this.#head.rights;
  }
  get places(): ArticlePlaces | undefined {
    return this.#head.places;
  }

  toJSON(): Article {
    return copyOf(this);
  }

  /** The JSON of its Head. */
  get bytes(): Uint8Array {
    return this.#page.heads.subarray(
      this.#start(OFFSET.head),
      this.#page.starts[(this.#index + 1) * OFFSETS + OFFSET.head],
    );
  }

  get #flags(): number {
    return this.#page.numbers[this.#start(OFFSET.number)] as number;
  }

  #start(of: number): number {
    return this.#page.starts[this.#index * OFFSETS + of] as number;
  }

  #text(place: number): string {
    return this.#page.texts[this.#start(OFFSET.text) + place] as string;
  }

  #list(wanted: List): readonly string[] {
    const { numbers, names } = this.#page;
    let at = this.#start(OFFSET.number) + 2;
    for (const list of LISTS) {
      if (list === wanted) break;
      at += 1 + (numbers[at] as number);
    }
    const length = numbers[at] as number;
    if (length === 0) return NO_NAMES;
    const list: string[] = [];
    for (let i = 1; i <= length; i++) list.push(names[numbers[at + i] as number] as string);
    return list;
  }

  /** Whoever asks for one value of a head asks for the next one too. */
  get #head(): Head {
    if (lastRead.article !== this) lastRead = { article: this, head: JSON.parse(decoder.decode(this.bytes)) as Head };
    return lastRead.head;
  }
}

const decoder = new TextDecoder();
const NO_ENCLOSURES: readonly Enclosure[] = [];
const NO_NAMES: readonly string[] = [];
let lastRead: { readonly article?: PackedArticle; readonly head: Head } = { head: { title: '' } };

/** One list for all articles by the same people. */
function shared(authors: readonly Author[]): readonly Author[] {
  const key = JSON.stringify(authors);
  const known = lists.get(key);
  if (known) return known;
  if (lists.size >= MOST_LISTS) lists.clear();
  lists.set(key, authors);
  return authors;
}

const lists = new Map<string, readonly Author[]>();
const MOST_LISTS = 10_000;
