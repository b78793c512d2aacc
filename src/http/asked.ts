// What a request asks, as far as an answer depends on it.

export interface Asked {
  readonly method: string;
  /** A header field by its name in lower case; several of one name are joined by `, `. */
  header(name: string): string | undefined;
}
