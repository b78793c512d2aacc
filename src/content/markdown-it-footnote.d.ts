// The one export of markdown-it-footnote, which ships no types.

declare module 'markdown-it-footnote' {
  import type { MarkdownIt } from 'markdown-it';

  function footnote(markdown: MarkdownIt): void;

  // biome-ignore lint/style/noDefaultExport: the package has no other
  export { footnote as default };
}
