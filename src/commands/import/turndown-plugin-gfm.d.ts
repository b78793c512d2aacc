// What @joplin/turndown-plugin-gfm exports; it has no types of its own.

declare module '@joplin/turndown-plugin-gfm' {
  import type { Plugin } from 'turndown';

  const plugins: { readonly tables: Plugin; readonly taskListItems: Plugin };
  export = plugins;
}
