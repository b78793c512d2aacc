// The files of an article on its page: its picture with caption and credit, sound, film, and the rest as links.

import type { PublicArticle } from '../../model/article.ts';
import { langAttributes } from '../../model/language.ts';
import type { Enclosure } from '../../model/media.ts';
import { decodePath, localOf } from '../../model/paths.ts';
import type { Site } from '../../model/site.ts';
import { twoDigits } from '../../model/time.ts';
import type { Frame } from './page.ts';

interface Props {
  readonly frame: Frame;
  readonly article: PublicArticle;
}

export function LeadPicture({ frame: { site }, article: { image, language } }: Props) {
  if (!image) return null;
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

export function ArticleFiles({ frame: { site, phrases }, article: { enclosures, language } }: Props) {
  if (enclosures.length === 0) return null;
  return (
    <section class="files" aria-label={phrases.files} {...langAttributes(language, site.language)}>
      {enclosures.map((file) => (
        <File site={site} file={file} />
      ))}
    </section>
  );
}

function File({ site, file }: { readonly site: Site; readonly file: Enclosure }) {
  const { url, type = '', title, duration } = file;
  const href = localOf(site, url);
  const name = title ?? decodePath(url.replace(/^.*\//, '')) ?? url;
  const link = (
    <>
      <a href={href}>{name}</a> {duration !== undefined && <span>{lengthOf(duration)}</span>}
    </>
  );
  const Player = /^(audio|video)\//.exec(type)?.[1] as 'audio' | 'video' | undefined;
  if (!Player) return <p>{link}</p>;
  return (
    <figure>
      <figcaption>{link}</figcaption>
      <Player src={href} controls preload="none" />
    </figure>
  );
}

/** `1:01`, `1:00:01`. */
function lengthOf(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${twoDigits(rest)}` : `${minutes}:${twoDigits(rest)}`;
}
