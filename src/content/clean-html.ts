// Clean HTML: the elements and attributes that an article may hold, absolute addresses, and word of what is left out.

import { Parser } from 'htmlparser2';
import { MORE } from '../model/html-text.ts';
import { writable } from '../model/text.ts';
import { ALLOWED, DROPPED, NEVER_CLOSED, NO_LOSS, OMISSIBLE, RENAMED, UNSEEN } from './allowed-html.ts';
import {
  type Attributes,
  escapeText,
  isFrame,
  linkToFrame,
  NO_TAGS,
  type Rewrite,
  type Tags,
  tagsOf,
} from './element.ts';
import { type Formula, textOfFormula } from './formulas.ts';
import { allowance, countOf } from './work.ts';

/** What is left out: an element with all it holds, its tags only, or the structure of a formula. */
export type Loss = 'whole' | 'tags' | 'formula';

/** Told of each loss: the element's name, its start tag as it is written, and for a formula what stands for it. */
export type Tell = (loss: Loss, name: string, tag: string, text?: string) => void;

/** Deeper HTML is no article, and libxml2, which many readers parse with, gives up at 256. */
export const DEEPEST = 200;

interface Frame {
  readonly name: string;
  readonly tags: Tags;
  readonly fate: 'written' | 'text' | 'unknown' | 'dropped' | 'unseen' | 'link' | 'player' | 'noscript' | 'formula';
  /** Where its output begins. */
  readonly mark: number;
  /** Where its start tag stands in the source. */
  readonly start: number;
  readonly end: number;
  readonly attributes: Attributes;
  /** What stays of a player or a noscript when the rest goes. */
  readonly kept: string[];
  hasWords: boolean;
}

const NOTHING: string[] = [];

/**
 * HTML of any origin as HTML that is safe everywhere, in one parse: only listed elements and attributes are ever
 * written, text is escaped, and every address is rewritten. Throws RangeError if the HTML is nested too deep or costs
 * too much for its length.
 */
export function cleanHtml(
  written: string,
  rewrite: Rewrite,
  spend = allowance(written.length),
  tell: Tell = () => undefined,
): string {
  const source = withoutSwallowing(written);
  spend(1.5 * countOf(source, '<') + countOf(source, '&'));
  const out: string[] = [];
  const frames: Frame[] = [];
  const shown = new Set<string>();
  const formula: Formula[] = []; // the elements of a formula that are open
  let noscript: Frame | undefined; // that is open
  let seen = 0; // where what is not parsed yet begins

  const rewriteAtCost: Rewrite = (address, use) => {
    spend(4 + address.length / 64);
    return rewrite(address, use);
  };

  function onopentag(name: string, attributes: Attributes, isImplied: boolean): void {
    if (frames.length >= DEEPEST) throw new RangeError('The HTML is nested too deep.');
    const end = parser.endIndex + 1;
    const start = isImplied ? end : parser.startIndex;
    seen = end;
    const fate = fateOf(name, attributes, start);
    const tags = tagsFor(name, fate, attributes);
    const holder = frames[frames.length - 1];
    const isPart = holder?.fate === 'player' && (name === 'source' || name === 'track');
    if (isPart) holder.kept.push(tags.open);
    if (tags.picture !== undefined) {
      if (!noscript) shown.add(tags.picture);
      else if (!shown.has(tags.picture)) noscript.kept.push(tags.open);
    }
    const mark = out.push(isPart ? '' : tags.open) - 1;
    const kept = fate === 'player' || fate === 'noscript' ? [] : NOTHING;
    const frame: Frame = { name, fate, tags, mark, start, end, attributes, kept, hasWords: false };
    frames.push(frame);
    if (fate === 'noscript') noscript ??= frame;
  }

  const tagOf = (frame: Frame): string => source.slice(frame.start, frame.end);

  function fateOf(name: string, attributes: Attributes, start: number): Frame['fate'] {
    if (formula.length > 0 || name === 'math') {
      const node: Formula = { name, attributes, content: [] };
      formula.at(-1)?.content.push(node);
      formula.push(node);
      return 'formula';
    }
    if (isHidden(attributes)) return 'unseen';
    if (name !== 'video' && name !== 'audio' && ALLOWED.has(name)) return 'written';
    if (UNSEEN.has(name)) return 'unseen';
    if (DROPPED.has(name)) return 'dropped';
    if (isFrame(name)) return 'link';
    if (name === 'video' || name === 'audio') return 'player';
    if (name === 'noscript') return 'noscript';
    if (RENAMED.has(name) || NO_LOSS.has(name)) return 'written';
    return /[\p{L}\p{N}]/u.test(source[start - 1] ?? '') ? 'text' : 'unknown';
  }

  function tagsFor(name: string, fate: Frame['fate'], attributes: Attributes): Tags {
    if (fate === 'link') return linkToFrame(name, attributes, rewriteAtCost) ?? NO_TAGS;
    if (fate !== 'written' && fate !== 'player') return NO_TAGS;
    return NO_LOSS.has(name) && name !== 'input' ? NO_TAGS : tagsOf(name, attributes, rewriteAtCost);
  }

  function onclosetag(name: string, isImplied: boolean): void {
    const frame = frames.pop();
    if (!frame) return;
    if (frame === noscript) noscript = undefined;
    if (!isImplied) seen = parser.endIndex + 1;
    const isUnclosed = isImplied && !OMISSIBLE.has(name) && !NEVER_CLOSED.has(name);
    if (frame.fate === 'formula') closeFormula(frame);
    else if (isUnclosed && isSwallowing(frame)) out[frame.mark] = escapeText(tagOf(frame));
    else CLOSING[frame.fate](frame, isUnclosed);
  }

  const CLOSING: Readonly<Record<Exclude<Frame['fate'], 'formula'>, (frame: Frame, isUnclosed: boolean) => void>> = {
    written(frame, isUnclosed) {
      // `vector<b>`: an element is closed, or it is none.
      const isNone = isUnclosed && !hasAttributes(frame) && /[\p{L}\p{N}]$/u.test(out[frame.mark - 1] ?? '');
      if (isNone && frame.name.length === 1) out[frame.mark] = escapeText(tagOf(frame));
      else out.push(frame.tags.close);
    },
    text(frame, isUnclosed) {
      out[frame.mark] = escapeText(tagOf(frame));
      if (!isUnclosed) out.push(escapeText(source.slice(parser.startIndex, parser.endIndex + 1)));
    },
    unknown: (frame) => tell('tags', frame.name, tagOf(frame)),
    dropped(frame) {
      out.length = frame.mark;
      tell('whole', frame.name, tagOf(frame));
    },
    unseen(frame) {
      out.length = frame.mark;
    },
    link(frame) {
      const hasWords = frame.name === 'object' && /\S/.test(out.slice(frame.mark + 1).join(''));
      out.length = frame.mark + 1;
      out.push(frame.tags.close);
      if (frame.tags.open === '' || hasWords) tell('whole', frame.name, tagOf(frame));
    },
    player(frame, isUnclosed) {
      const isEmpty = frame.kept.length === 0 && !/ src="/.test(frame.tags.open);
      out[frame.mark] = isEmpty ? '' : frame.tags.open + frame.kept.join('') + frame.tags.close;
      if (!isUnclosed && !isEmpty) out.length = frame.mark + 1;
    },
    noscript(frame) {
      out.length = frame.mark;
      out.push(...frame.kept);
      if (frame.hasWords) tell('whole', frame.name, tagOf(frame));
    },
  };

  function closeFormula(frame: Frame): void {
    const node = formula.pop();
    if (formula.length > 0 || !node) return;
    const text = textOfFormula(node);
    out.push(escapeText(text));
    tell('formula', frame.name, tagOf(frame), text);
  }

  function ontext(text: string): void {
    seen = parser.endIndex + 1;
    if (formula.length > 0) formula.at(-1)?.content.push(text);
    else out.push(escapeText(text));
    if (noscript && /\S/.test(text)) noscript.hasWords = true;
  }

  const parser = new Parser({
    onopentag,
    onclosetag,
    ontext,
    oncomment(comment) {
      seen = parser.endIndex + 1;
      if (/^\s*more\s*$/i.test(comment)) out.push(MORE);
      if (comment.startsWith('?')) tell('whole', comment.slice(0, 4).trim(), `<${comment}>`);
    },
    onprocessinginstruction() {
      seen = parser.endIndex + 1;
    },
  });
  parser.write(source);
  const rest = source.slice(seen); // a tag that never ends
  parser.end();
  return tidied(out.join('') + escapeText(rest));
}

/** Clean HTML as it is published: a paragraph whose picture is gone would show as a gap. */
export const tidied = (html: string): string => writable(html.replace(/\r\n?/g, '\n').replace(/<p>\s*<\/p>\n?/g, ''));

/** What would take the text after it along, since nobody closed it. */
const isSwallowing = (frame: Frame): boolean =>
  frame.fate === 'dropped' ||
  frame.fate === 'unseen' ||
  frame.fate === 'noscript' ||
  (frame.fate === 'link' && frame.tags.open === '') ||
  (frame.fate === 'unknown' && !hasAttributes(frame));

const hasAttributes = ({ attributes }: Frame): boolean => Object.keys(attributes).length > 0;

/** KaTeX shows each formula twice: as MathML, which is taken, and as boxes. */
const isHidden = (given: Attributes): boolean =>
  (given.hidden !== undefined && given.hidden !== 'until-found') ||
  (given.style !== undefined && /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(given.style)) ||
  (given.class !== undefined && /(?:^|\s)katex-html(?:\s|$)/.test(given.class));

const SWALLOWING =
  /<(?:!--|(?:iframe|math|noembed|noframes|plaintext|script|style|svg|textarea|title|xmp)(?![a-z0-9-]))/gi;
const ENDS = /<\/(iframe|math|noembed|noframes|script|style|svg|textarea|title|xmp)(?![a-z0-9-])|-->/gi;

/**
 * Elements whose content is no HTML take all that follows if they are not closed: then their tag is text, or where it
 * shows something, closed at once. A comment that never ends is text too.
 */
function withoutSwallowing(written: string): string {
  if (written.search(SWALLOWING) < 0) return written;
  const lastFrame = lastEndsIn(written).get('iframe') ?? -1;
  const html = written.replace(/<iframe(\s[^<>]*)>/gi, (tag, attributes: string, at: number) => {
    const isClosed = at < lastFrame && !attributes.endsWith('/');
    return isClosed || !/\ssrc\s*=/i.test(attributes) ? tag : `<iframe${attributes.replace(/\/$/, '')}></iframe>`;
  });
  const lastEnds = lastEndsIn(html);
  return html.replace(SWALLOWING, (tag, at: number) =>
    at < (lastEnds.get(tag.slice(1).toLowerCase()) ?? -1) ? tag : `&lt;${tag.slice(1)}`,
  );
}

function lastEndsIn(html: string): Map<string, number> {
  const ends = new Map<string, number>();
  for (const { 1: name, index } of html.matchAll(ENDS)) ends.set(name?.toLowerCase() ?? '!--', index);
  return ends;
}
