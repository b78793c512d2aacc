// The library's door. What each thing is for is shown in examples/.

export { type AppOptions, createApp, type Source } from './app.ts';
export { type Catalog, catalogOf } from './catalog/catalog.ts';
export { ContentError, type Library, type LibraryOptions, openLibrary } from './live/library.ts';
export { type Article, type Author, type Credit, copyOf, type PublicArticle } from './model/article.ts';
export type { Enclosure, Image, MediaFile, MediaIndex } from './model/media.ts';
export type { Problem, ProblemCode } from './model/problem.ts';
export type { Document, DocumentResource, FileResource, Gone, Moved, Publication, Resource } from './model/resource.ts';
export type { CategorySettings, FeedSettings, Site } from './model/site.ts';
export { type PublishOptions, publish } from './publish.ts';
