// The words of every problem, by code: what is wrong, and after the arrow what to do. Nothing is told in other words.

import { faultOfYaml, KINDS, type Kind, linesToAdd, listed, noPath, shown } from './sentence-parts.ts';
import { quoted, writable } from './text.ts';

type Said = readonly [message: string, hint: string];
type Sentences = Readonly<Record<string, (...values: never[]) => Said>>;

/** Errors keep an article out, or the site down. A slash divides the sentences of one code. */
export const ERRORS = {
  'address-taken/article': (path: string) =>
    say`Courant needs the address ${path} itself. → Give the article another slug.`,
  'address-taken/site': (path: string) => say`Courant needs the address ${path} itself. → Take the line out.`,
  'alias-bomb': () => say`The aliases (*name) bring in too much. → Write the values out.`,
  'date-invalid': noDate,
  'entry-invalid/head': () => say`The head is no object with keys and values.
    → Give it one such as { title: 'Hello', date }.`,
  'entry-invalid/path': () => say`The entry has no path, or one that leads out. → Give it one such as 'notes/hello'.`,
  'entry-invalid/text': () => say`The entry has no text as markdown or html, or both.
    → Give it one of the two, as a string; an empty one if there is no text.`,
  'entry-invalid/thrown': (why: string) => say`The entry cannot be read: ${why}. → Give it plain values.`,
  'entry-invalid/twice': () => say`Another entry before it has this path. → Give each entry a path of its own.`,
  'file-too-large': (bytes: number, most: number) =>
    say`The file has ${bytes} bytes; an article has at most ${most}. → Divide it, or link to the long part.`,
  'file-too-large/head': (most: number) =>
    say`The front matter is longer than ${most.toLocaleString('en')} characters. → Move long text into the body.`,
  'file-unreadable': () => say`This cannot be read. → Let the user that Courant runs as read it.`,
  'file-unreadable/kind': () => say`This is neither a file nor a folder. → Put a file in its place.`,
  'file-unreadable/name': () => say`The name of this file is not UTF-8 text. → Give it another name.`,
  'front-matter-language': (language: string) =>
    say`The front matter says that it is ${quoted(language)}, and only YAML and TOML are read.
    → Write --- alone on the first line, and key: value lines below it.`,
  'front-matter-not-mapping': (kind: 'a list' | 'a text') =>
    say`This is ${kind}, not keys with values. → Write lines like title: Hello.`,
  'front-matter-unclosed': (mark: string) =>
    say`The front matter has no end. → Write a line ${mark} below its last key.`,
  'id-duplicate': (id: string, path: string, why: 'is no draft' | 'has the earlier date' | 'comes first by its path') =>
    say`The id "${id}" is that of ${path} already, which ${why}. → Give this article an id of its own.`,
  'site-invalid': (url: string) => say`SITE_URL is ${quoted(url)}, which is not an absolute address.
    → Set SITE_URL=https://example.org/, or leave it out: then the url of site.yaml holds.`,
  'site-missing': () => say`There is no site.yaml. → Write one with two lines: title: and url:.`,
  'source-failed': (why: string) =>
    say`${why.replace(/\.?$/, '.')} → What was published before stays; the source is asked again at the next refresh.`,
  'symlink-refused/deep': () => say`This link to a folder lies in a folder that is a link itself.
    → Make one of them a folder.`,
  'symlink-refused/lost': () => say`This link leads to nothing. → Mend it, or take it away.`,
  'symlink-refused/outside': () => say`This link leads out of the content folder.
    → Put what it leads to below content/ itself.`,
  'toml-invalid': (why: string) =>
    say`This cannot be read as TOML: ${why}. → Write key = "value", with quotes around texts.`,
  'too-costly': () => say`The file took longer than 10 seconds to read or to format, so it is left out.
    → Write it plainer, or divide it.`,
  'utf8-invalid': () => say`The file is not UTF-8 text from here on. → Save it as UTF-8.`,
  'yaml-invalid': (said: string, mended: string | undefined) => {
    const [, fault, hint = `Put the value in quotes${mended === undefined ? '' : `: ${mended}`}.`] = faultOfYaml(said);
    return say`${fault} → ${hint}`;
  },
  'yaml-invalid/blank': () =>
    say`The front matter has hundreds of spaces or empty lines in a row here. → Take them out.`,
} satisfies Sentences;

/** With a warning everything else is published. */
export const WARNINGS = {
  'body-flat': () => say`The text is too deep or too costly to format, so it is published as plain paragraphs.
    → Write it plainer, or divide it.`,
  'comma-in-term': (key: string, text: string, names: readonly string[]) =>
    say`A comma separates ${key}, so ${quoted(text)} is read as ${listed(names)}.
    → Write each as an element of its own, without a comma.`,
  'conflicted-copy': (original: string) =>
    say`This is a copy that a sync program made of ${quoted(original)}, so it is not published.
    → Take over into that file what is new here, then remove this one.`,
  'date-missing': () => say`There is no date, so it is not published.
    → Write date: 2026-01-05, or name what is no article under ignore in site.yaml.`,
  'dates-differ': (one: string, other: string) =>
    say`"${one}" and "${other}" are two dates; the article is public from the later one on. → Write one of the two.`,
  'format-unread': (ending: string) => say`The file has a head, but files of this format (${ending}) are not read.
    → Write it in Markdown as a .md file, or add it to ignore in site.yaml.`,
  'front-matter-missing': () => say`The file does not begin with front matter.
    → Begin with a line ---, then title: and date:, then a line --- again.`,
  'front-matter-missing/lower': () => say`The file does not begin with front matter.
    → Move the line --- up to be the very first, with nothing before it.`,
  'held-back/contradiction': (key: string, holder: string) =>
    say`"${key}" says that the article is public, but ${holder} holds it back. → Let both say the same.`,
  'held-back/told': (key: string, value: string | undefined) =>
    say`"${key}" is ${shown(value, 'no text')}, so the article is held back as a draft.
    → Write draft: true or draft: false instead.`,
  'held-back/unclear': (key: string, value: string | undefined) =>
    say`"${key}" is ${shown(value, 'no text')}, which is not understood, so the article is held back.
    → Write draft: true or draft: false instead.`,
  'html-dropped/address': (scheme: string) =>
    say`Addresses that begin with ${scheme}: are left out; their words stay.
    → Put the file beside the article, or write an address with https://.`,
  'html-dropped/end': (name: string, _text?: string) =>
    say`</${name}> closes nothing and is left out. → Take it out, or put it between backquotes, as code.`,
  'html-dropped/formula': (_name: string, text?: string) => say`A formula is published as text: ${text || 'nothing'}.
    → Give it an alttext that says what readers should see.`,
  'html-dropped/tags': (name: string, _text?: string) =>
    say`<${name}> is no element that readers know: its tags are left out, its text stays.
    → Put names of elements between backquotes, as code.`,
  'html-dropped/whole': (name: string, _text?: string) =>
    say`<${name}> is left out with all it holds. → Write what readers need as Markdown, or as a link.`,
  'image-heavy': (src: string, bytes: number) =>
    say`${quoted(src)} has ${(bytes / 1e6).toFixed(1)} MB, which readers on a phone wait for.
    → Export it smaller, below 1 MB: 1600 pixels wide is enough.`,
  'image-invalid': (src: string) => say`${quoted(src)} cannot be read as a picture.
    → Use a JPEG, PNG, WebP, GIF, AVIF or SVG file that opens in a browser.`,
  'image-small': (src: string, width: number, height: number, least: number) =>
    say`${quoted(src)} has ${width} × ${height} pixels, and aggregators want ${least} on the short side.
    → Give a larger picture, best 1200 pixels wide.`,
  'image-svg': (src: string) =>
    say`${quoted(src)} is an SVG drawing, which most readers and previews of links do not show.
    → Export the drawing as PNG, 1200 pixels wide, for the lead picture.`,
  'key-unknown': (key: string, meant: string | undefined) => say`${quoted(key)} is not a key that Courant knows.
    → ${meant ? `Did you mean ${meant}?` : 'It is not read, and does no harm.'}`,
  'link-broken/address': (reference: string) =>
    say`${quoted(reference)} is not a valid address. → Write it as in a browser: https://example.com/page.`,
  'link-broken/heading': (fragment: string) => say`${quoted(fragment)} leads to no heading of the article.
    → Write the heading in lower case, with - between its words.`,
  'link-broken/link': (reference: string) =>
    say`${quoted(reference)} leads to nothing. → Write the path of a file below content/.`,
  'link-broken/media': (reference: string) =>
    say`${quoted(reference)} leads to nothing. → Put the file beside the article.`,
  'link-withdrawn': (reference: string) => say`${quoted(reference)} leads to an article that was taken back.
    → Take the link out, or let it lead elsewhere.`,
  'link-withdrawn/redirect': (from: string) =>
    say`The redirect of ${from} in site.yaml leads to this article, which has a day of withdrawal.
    → Let it lead elsewhere, or write the old address under gone.`,
  'media-missing': (src: string) => say`There is no file ${quoted(src)}.
    → Put the file beside the article, or write its path from content/.`,
  'media-missing/site': (src: string) => say`There is no picture ${quoted(src)}.
    → Write a path below content/, or an address with https://.`,
  'media-outside': (src: string) => say`${quoted(src)} leads out of the content folder.
    → Put the file below content/ and write its path from there.`,
  'media-outside/link': (reference: string) => say`${quoted(reference)} leads out of the content folder.
    → Link to a file below content/, or write an address with https://.`,
  'media-type': (src: string) => say`${quoted(src)} is not a type of file that Courant serves.
    → Use one of jpg jpeg png gif webp avif svg mp3 m4a ogg opus mp4 webm pdf ico.`,
  'permalink-invalid/alias': (written: string, needed: string | undefined) => say`${noPath(written, needed)}.
    → Write an old path of this article, such as /2019/05/hello.html.`,
  'permalink-invalid/own': (written: string | undefined, needed: string | undefined) =>
    say`${noPath(written, needed)}, so the article stands at the usual address.
    → Write a path such as /2019/05/hello.html.`,
  'related-unknown': (slug: string) =>
    say`There is no article with the slug "${slug}". → Write the slug of an article in this folder.`,
  'remote-size': (url: string, lacking: readonly ('type' | 'length')[], hasLines: boolean) =>
    say`The ${lacking.join(' and ')} of ${quoted(url)} ${lacking.length > 1 ? 'are' : 'is'} not known, so RSS has no enclosure for it.
    → ${linesToAdd(lacking, hasLines)}`,
  'slug-duplicate': (wanted: string, path: string, address: string) =>
    say`The address ${wanted} is that of ${path} already, so this article is at ${address}.
    → Give this article a slug of its own.`,
  'status-unknown': () => say`This status does not say that the article is held back, so it is public.
    → Write draft: true to hold it back.`,
  'tag-authority-local': (tagAuthority: string, hostname: string) =>
    say`The ids of all articles begin with tag:${tagAuthority}, which is the name of every computer.
    → Write tagAuthority: ${hostname},2026, or another domain and a year in which it was yours.`,
  'template-tag': (tag: string) => say`${quoted(tag)} is for another program and is published as it is written.
    → Write what it stands for as Markdown; if it is an example, put it between backquotes.`,
  'template-tag/read': (tag: string, as: string) => say`${quoted(tag)} is for another program and is read as ${as}.
    → Write that as Markdown to be rid of this line.`,
  'title-missing': (title: string) =>
    say`The article has no title, so its path makes one: "${title}". → Write title: and some words.`,
  'translation-broken/language': (translation: string) =>
    say`The article "${translation}" is in the same language. → Write the language of each into its head.`,
  'translation-broken/one-sided': (translation: string, slug: string) =>
    say`The article "${translation}" does not name this one. → Write translations: [${slug}] into its head.`,
  'translation-broken/unknown': (translation: string) => say`There is no article with the slug "${translation}".
    → Write the slug of the same article in another language.`,
  'updated-before-date': () => say`The article was updated before it was published, so this date is not shown.
    → Write the later date, or leave it out.`,
  'value-invalid': (text: string, kind: Kind, key: string, example?: number) =>
    say`${quoted(text)} is not ${kind}. → ${KINDS[kind](key, example)}`,
  'value-invalid/circle': (key: string) =>
    say`Readers of ${quoted(key)} are sent in a circle. → Write where the page is now, or take the line out.`,
  'value-invalid/correction': () => say`A correction has a date and a text. → Write date: and text: below it.`,
  'value-invalid/date': noDate,
  'value-invalid/e-mail': (written: string) => say`The e-mail address in ${quoted(written)} is left out.
    → To publish it, write it as email: of an author, or in the text.`,
  'value-invalid/file': (src: string) => say`${quoted(src)} is not an address that Courant can use.
    → Write a path below content/, or an address with https://.`,
  'value-invalid/group': (key: string) => say`"${key}" holds a group of keys, not a text.
    → Write a text, or a list of texts: ${key}: [one, two].`,
  'value-invalid/images': (key: string) => say`"${key}" is a list, of which the first is taken.
    → Write one path here, and further files below enclosures:.`,
  'value-invalid/nested': (key: string) => say`"${key}" holds a list in a list. → Make it one list.`,
  'value-invalid/no-group': (key: string, kind: string) =>
    say`"${key}" is ${kind}, not a group of keys. → Write its keys below it, indented.`,
  'value-invalid/no-text': (key: string, kind: string) =>
    say`"${key}" is ${kind}, not one text. → Write ${key}: and one text.`,
  'value-missing/author': () => say`An author has no name. → Write name: Ann Example.`,
  'value-missing/correction': (key: 'date' | 'text') => say`A correction has no ${key}. → Write ${key}:.`,
  'value-missing/file': () => say`No file is named here.
    → Write src: and a path below content/, or an address with https://.`,
  'value-missing/site': (key: string, example: string) =>
    say`The publication has no ${key}. → Write ${key}: ${example}`,
  'value-missing/source': () => say`The source has no name. → Write name: Example Times.`,
  'withdrawn-before-date': () => say`The article was taken back before its date, so it is never public.
    → Write the day on which it was taken back.`,
} satisfies Sentences;

const SENTENCES = { ...ERRORS, ...WARNINGS };

export type Sentence = keyof typeof SENTENCES;

type CodeOf<S extends Sentence> = S extends `${infer Code}/${string}` ? Code : S;

/** Every code there is. Codes are permanent; docs/problems.md explains each one. */
export type ProblemCode = CodeOf<Sentence>;

/** What is told of a problem, wherever it is. */
export interface Wording {
  readonly code: ProblemCode;
  readonly severity: 'error' | 'warning';
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to do, in one sentence. */
  readonly hint: string;
}

/** A sentence of the catalogue with its values. What they cite of a file cannot break the line it is printed on. */
export function wording<S extends Sentence>(sentence: S, ...values: Parameters<(typeof SENTENCES)[S]>): Wording {
  const [message, hint] = (SENTENCES[sentence] as (...values: never[]) => Said)(...(values as never[]));
  const severity = sentence in ERRORS ? 'error' : 'warning';
  return { code: sentence.replace(/\/.*/, '') as ProblemCode, severity, message, hint };
}

/** Divides a sentence at its arrow, never at one that a value brings along. */
function say(parts: TemplateStringsArray, ...values: readonly (string | number)[]): Said {
  const raw = parts.map((part) => part.replace(/\s*→\s*/, '\n'));
  const told = String.raw({ raw }, ...values.map((value) => writable(String(value)).replace(/\s/gu, ' ')));
  return told.split('\n') as [string, string];
}

/** `noDay`: a day that is in no calendar. */
function noDate(written: string | undefined, noDay: string | undefined): Said {
  return say`${noDay === undefined ? `${shown(written, 'This')} is not a date` : `There is no day ${noDay}`}.
    → Write 2026-01-05 or 2026-01-05T09:00:00Z.`;
}
