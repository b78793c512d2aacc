// The library's door where there is no Node: Cloudflare Workers and their kind.

export { type AppOptions, createApp } from './app.ts';
export { type Catalog, catalogOf } from './catalog/catalog.ts';
export type { Problem } from './model/problem.ts';
export type { ProblemCode } from './model/wording.ts';
export { publish } from './publish.ts';
export { type EdgeLibrary, type EdgeOptions, openEdgeLibrary as openLibrary } from './serve/edge-library.ts';
export type { Entry } from './serve/entries.ts';
export { ContentError } from './serve/problem-log.ts';
export { sourceOf } from './serve/representations.ts';
