// The shapes of packages that come without.

declare module '@joplin/turndown-plugin-gfm' {
  const gfm: Readonly<Record<'strikethrough' | 'tables', (service: import('turndown')) => void>>;
  export = gfm;
}

declare module '@mixmark-io/domino' {
  export function createDocument(html: string): Document;
}
