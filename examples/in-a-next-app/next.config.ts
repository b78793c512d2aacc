// What a Next app needs for Courant.

export default {
  // Pages of Courant end in a slash, as their canonical addresses say. Next takes the slash away unless this is set, Courant
  // puts it back, and the browser would go in a circle. Feeds (/news/feed.xml) are the same either way.
  trailingSlash: true,
  // Courant starts a thread from a file of its own, so it is loaded from node_modules and not bundled.
  serverExternalPackages: ['courant'],
};
