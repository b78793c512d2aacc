// The files of an article on its page: its picture with caption and credit, sound, film, and the rest as links.

import type { PublicArticle } from '../../model/article.ts';
import type { Enclosure, Image } from '../../model/media.ts';
import { decodePath, localOf } from '../../model/paths.ts';
import type { Site } from '../../model/site.ts';
import type { Frame } from './page.ts';
import { langAttributes } from './phrases.ts';
import { twoDigits } from './phrases-english.ts';

interface FigureProps {
  readonly site: Site;
  readonly image: Image;
  /** Of the article. */
  readonly language: string | undefined;
}

export function Figure({ site, image, language }: FigureProps) {
  const { url, alt = '', width, height, caption, credit } = image;
  return (
    <figure class="lead-picture" {...langAttributes(language, site.language)}>
      <img class="u-photo" src={localOf(site, url)} alt={alt} width={width} height={height} fetchpriority="high" />
      {(caption || credit) && (
        <figcaption>
          {caption} {credit && <small>{credit}</small>}
        </figcaption>
      )}
    </figure>
  );
}

export function ArticleFiles({ frame, article }: { readonly frame: Frame; readonly article: PublicArticle }) {
  const { site, phrases } = frame;
  if (article.enclosures.length === 0) return null;
  return (
    <section class="files" aria-label={phrases.files} {...langAttributes(article.language, site.language)}>
      {article.enclosures.map((file) => (
        <File site={site} file={file} />
      ))}
    </section>
  );
}

function File({ site, file }: { readonly site: Site; readonly file: Enclosure }) {
  const { url, type = '', title } = file;
  const href = localOf(site, url);
  const name = title ?? decodePath(url.replace(/^.*\//, '')) ?? url;
  const link = (
    <>
      <a href={href}>{name}</a> {file.duration !== undefined && <span>{lengthOf(file.duration)}</span>}
    </>
  );
  if (!/^(?:audio|video)\//.test(type)) return <p>{link}</p>;
  return (
    <figure>
      <figcaption>{link}</figcaption>
      {type.startsWith('audio/') ? (
        // biome-ignore lint/a11y/useMediaCaption: an enclosure is one file
        <audio src={href} controls preload="none" />
      ) : (
        // biome-ignore lint/a11y/useMediaCaption: an enclosure is one file
        <video src={href} controls preload="none" />
      )}
    </figure>
  );
}

/** `1:01`, `1:00:01`. */
function lengthOf(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${twoDigits(rest)}` : `${minutes}:${twoDigits(rest)}`;
}
