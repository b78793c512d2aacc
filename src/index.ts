// The library's door.

export { type AppOptions, createApp, type Source } from './app.ts';
export { ContentError, type Library, type LibraryOptions, openLibrary } from './live/library.ts';
export type { Article, Author, Credit, PublicArticle } from './model/article.ts';
export type { Enclosure, Image } from './model/media.ts';
export type { Problem, ProblemCode } from './model/problem.ts';
export type { Document, DocumentResource, FileResource, Gone, Moved, Publication, Resource } from './model/resource.ts';
export type { Site } from './model/site.ts';
export { publish } from './publish.ts';
