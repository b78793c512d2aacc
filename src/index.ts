// The library's door. What each thing is for is shown in examples/.

export { type AppOptions, createApp } from './app.ts';
export { type Catalog, catalogOf } from './catalog/catalog.ts';
export type { Answer, Source } from './http/answer.ts';
export type { Article, Author, Credit, PublicArticle } from './model/article.ts';
export type { Enclosure, Image, MediaFile, MediaIndex } from './model/media.ts';
export type { Problem } from './model/problem.ts';
export type { Document, DocumentResource, FileResource, Gone, Moved, Publication, Resource } from './model/resource.ts';
export type { CategorySettings, FeedSettings, Site } from './model/site.ts';
export type { ProblemCode } from './model/wording.ts';
export { type NodeHandler, nodeHandler } from './node-handler.ts';
export { publish } from './publish.ts';
export type { Entries, Entry } from './serve/entries.ts';
export type { Library, LibraryOptions } from './serve/library.ts';
export { openLibrary } from './serve/open-library.ts';
export { ContentError } from './serve/problem-log.ts';
export { sourceOf } from './serve/representations.ts';
export { createHubs, type HubsOptions } from './websub/websub.ts';
