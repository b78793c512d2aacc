// What a reader is to these tests: a program that fetches a feed for itself and shows items.

import { execFile } from 'node:child_process';

export const FORMATS = { rss: 'feed.xml', atom: 'atom.xml', json: 'feed.json' } as const;
export type Format = keyof typeof FORMATS;

/** An item as a reader shows it: plain text, absolute URLs, instants in ISO form. What it does not show is left out. */
export interface Item {
  readonly id?: string;
  readonly title: string;
  readonly link: string;
  readonly published?: string | undefined;
  readonly updated?: string | undefined;
  /** The names, joined with ", ". */
  readonly authors?: string | undefined;
  readonly categories?: readonly string[];
  readonly summary?: string | undefined;
  readonly content?: string | undefined;
  /** The pictures in the content. */
  readonly pictures?: readonly string[];
  /** The lead picture, as the feed names it outside of the content. */
  readonly picture?: string | undefined;
  readonly enclosures?: readonly Enclosure[];
}

export type Field = keyof Item;
export const FIELDS =
  'id title link published updated authors categories summary content pictures picture enclosures'.split(
    ' ',
  ) as readonly Field[];

export interface Enclosure {
  readonly url: string;
  readonly type?: string;
  /** In bytes. */
  readonly length?: number;
}

export interface Reader {
  readonly name: string;
  readonly formats: readonly Format[];
  /** How many full answers it wants before it asks conditionally. Absent: it never does. */
  readonly asksConditionallyAfter?: number;
  /** Makes, in the folder that its homes are in, what it runs. */
  build?(folder: string): Promise<void>;
  /** Fetches a feed and tells what it shows now, in its order. `home` is a folder of its own, which it finds again. */
  read(feedUrl: string, home: string): Promise<Item[]>;
  /** What it can show of an item that a feed of this format carries. */
  shows(item: Item, format: Format): Item;
}

/** What a program prints. It sees `home` as its home, and nothing of our environment: no proxy, no locale, no settings. */
export function run(
  program: string,
  args: readonly string[],
  home: string,
  options: { readonly env?: Readonly<Record<string, string>>; readonly timeout?: number } = {},
): Promise<string> {
  const env = { PATH: process.env.PATH, HOME: home, LANG: 'C.UTF-8', TZ: 'UTC', ...options.env };
  const timeout = options.timeout ?? 30_000; // milliseconds
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      args,
      { cwd: home, env, timeout, killSignal: 'SIGKILL', maxBuffer: 64 << 20 },
      (error, stdout, stderr) => (error ? reject(new Error(`${error.message}\n${stderr}`)) : resolve(stdout)),
    );
    child.stdin?.end();
  });
}

/** Seconds since 1970, as the ISO form of the instant. */
export const instant = (seconds: number | null | undefined): string | undefined =>
  seconds ? new Date(seconds * 1000).toISOString() : undefined;
