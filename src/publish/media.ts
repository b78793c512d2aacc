// The media of an edition: the files that go with what is public.

import { isPublicFile } from '../catalog/public-articles.ts';
import type { MediaFile, MediaIndex } from '../model/media.ts';
import { mediaPath } from '../model/paths.ts';
import type { FileResource } from '../model/resource.ts';
import type { Edition } from './edition.ts';

export interface MediaOptions {
  /** The files that go with the articles. */
  readonly media?: MediaIndex;
  /** The media type of a file, by its bytes. */
  readonly typeOf?: (file: MediaFile) => string;
}

export interface Media {
  /** A file below content/. */
  file(path: string): FileResource | undefined;
  paths(): Iterable<string>;
}

export function mediaOf(edition: Edition, { media, typeOf }: MediaOptions): Media {
  return {
    file(path) {
      const file = media?.get(path);
      if (!media || !file || !isPublicFile(path, edition)) return undefined;
      const type = typeOf?.(file) ?? 'application/octet-stream';
      return { kind: 'file', type, file, open: (start, end) => media.open(file, start, end) };
    },
    *paths() {
      for (const path of media?.paths() ?? []) if (isPublicFile(path, edition)) yield mediaPath(path);
    },
  };
}
