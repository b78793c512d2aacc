// Paging: a long list, page by page.

export interface Page<T> {
  /** Counts from 1. */
  readonly page: number;
  readonly pages: number;
  readonly shown: readonly T[];
}

/** A page of a list; nothing where the list is not so long. There is always a first one. */
export function pageOf<T>(list: readonly T[], page: number, size: number): Page<T> | undefined {
  const pages = Math.max(1, Math.ceil(list.length / size));
  return page <= pages ? { page, pages, shown: list.slice((page - 1) * size, page * size) } : undefined;
}
