// Clean HTML: the elements and attributes that an article may hold, absolute addresses, and word of what is left out.

import { Parser } from 'htmlparser2';
import { MORE } from '../model/html-text.ts';
import { writable } from '../model/text.ts';
import {
  type Attributes,
  allowance,
  DEEPEST,
  FATES,
  type Fate,
  isHidden,
  NEVER_CLOSED,
  OMISSIBLE,
  type Tell,
  withoutSwallowing,
} from './allowed-html.ts';
import { escapeText, linkToFrame, NO_TAGS, type Rewrite, type Tags, tagsOf } from './element.ts';
import { type Formula, textOfFormula } from './formulas.ts';

interface Frame {
  readonly name: string;
  readonly tags: Tags;
  readonly fate: Fate;
  /** Where its output begins. */
  readonly mark: number;
  /** Its start tag as it is written. */
  readonly tag: string;
  readonly attributes: Attributes;
  /** What it is within a formula. */
  readonly formula: Formula | undefined;
  /** What stays of a player or a noscript when the rest goes. */
  readonly kept: string[];
  hasWords: boolean;
  /** How many losses there were before it. */
  readonly before: number;
}

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
  spend(1.5 * source.split('<').length + source.split('&').length);
  const out: string[] = [];
  const frames: Frame[] = [];
  const shown = new Set<string>();
  let noscript: Frame | undefined; // that is open
  let seen = 0; // where what is not parsed yet begins
  const losses: Parameters<Tell>[] = []; // told at the end, but for those within what is left out itself

  const rewriteAtCost: Rewrite = (address, use) => {
    spend(4 + address.length / 64);
    return rewrite(address, use);
  };

  function onopentag(name: string, attributes: Attributes, isImplied: boolean): void {
    if (frames.length >= DEEPEST) throw new RangeError('The HTML is nested too deep.');
    const end = parser.endIndex + 1;
    const start = isImplied ? end : parser.startIndex;
    if (isImplied) seen = end;
    else advance();
    const holder = frames.at(-1);
    const formula = holder?.formula || name === 'math' ? { name, attributes, content: [] } : undefined;
    if (formula) holder?.formula?.content.push(formula);
    const fate = formula ? 'formula' : fateOf(name, attributes, start);
    const tags = tagsFor(name, fate, attributes);
    const isPart = holder?.fate === 'player' && (name === 'source' || name === 'track');
    if (isPart) holder.kept.push(tags.open);
    if (tags.picture !== undefined) {
      if (!noscript) shown.add(tags.picture);
      else if (!shown.has(tags.picture)) noscript.kept.push(tags.open);
    }
    const mark = out.push(isPart ? '' : tags.open) - 1;
    const tag = source.slice(start, end);
    const before = losses.length;
    const frame: Frame = { name, fate, tags, mark, tag, attributes, formula, kept: [], hasWords: false, before };
    frames.push(frame);
    if (fate === 'noscript') noscript ??= frame;
  }

  /** Goes on to the end of what the parser tells of now. */
  function advance(): void {
    keepStrayEnds(parser.startIndex);
    seen = parser.endIndex + 1;
  }

  /** The parser passes by end tags that close nothing: those that are no element's of an article are words. */
  function keepStrayEnds(upTo: number): void {
    if (upTo <= seen || frames.at(-1)?.formula) return;
    for (const [tag, name = ''] of source.slice(seen, upTo).matchAll(/<\/([^\s<>/]+)[^<>]*>/g)) {
      const lower = name.toLowerCase();
      if (!['written', 'player'].includes(FATES.get(lower) ?? '')) out.push(escapeText(tag));
      else if (lower !== 'p') losses.push(['end', lower, tag]);
    }
  }

  function fateOf(name: string, attributes: Attributes, start: number): Fate {
    if (isHidden(attributes)) return 'unseen';
    return FATES.get(name) ?? (/[\p{L}\p{N}]/u.test(source[start - 1] ?? '') ? 'text' : 'unknown');
  }

  function tagsFor(name: string, fate: Fate, attributes: Attributes): Tags {
    if (fate === 'link') return linkToFrame(name, attributes, rewriteAtCost) ?? NO_TAGS;
    return fate === 'written' || fate === 'player' ? tagsOf(name, attributes, rewriteAtCost) : NO_TAGS;
  }

  function onclosetag(name: string, isImplied: boolean): void {
    if (!isImplied) advance();
    const frame = frames.pop();
    if (!frame) return;
    if (frame === noscript) noscript = undefined;
    const isUnclosed = isImplied && !OMISSIBLE.has(name) && !NEVER_CLOSED.has(name);
    if (isUnclosed && isSwallowing(frame)) out[frame.mark] = escapeText(frame.tag);
    else CLOSING[frame.fate](frame, isUnclosed);
  }

  const CLOSING: Readonly<Record<Fate, (frame: Frame, isUnclosed: boolean) => void>> = {
    written(frame, isUnclosed) {
      // `vector<b>`: an element is closed, or it is none.
      const isNone = isUnclosed && !hasValues(frame) && /[\p{L}\p{N}]$/u.test(out[frame.mark - 1] ?? '');
      if (isNone && frame.name.length === 1) out[frame.mark] = escapeText(frame.tag);
      else out.push(frame.tags.close);
    },
    text(frame, isUnclosed) {
      out[frame.mark] = escapeText(frame.tag);
      if (!isUnclosed) out.push(escapeText(source.slice(parser.startIndex, parser.endIndex + 1)));
    },
    unknown: (frame) => void losses.push(['tags', frame.name, frame.tag]),
    dropped(frame) {
      CLOSING.unseen(frame, false);
      losses.push(['whole', frame.name, frame.tag]);
    },
    unseen(frame) {
      out.length = frame.mark;
      losses.length = frame.before;
    },
    link(frame) {
      const hasWords = frame.name === 'object' && /\S/.test(out.slice(frame.mark + 1).join(''));
      out.length = frame.mark + 1;
      out.push(frame.tags.close);
      if (frame.tags.open === '' || hasWords) losses.push(['whole', frame.name, frame.tag]);
    },
    player(frame, isUnclosed) {
      const isEmpty = frame.kept.length === 0 && !/ src="/.test(frame.tags.open);
      out[frame.mark] = isEmpty ? '' : frame.tags.open + frame.kept.join('') + frame.tags.close;
      if (!isUnclosed && !isEmpty) out.length = frame.mark + 1;
    },
    noscript(frame) {
      out.length = frame.mark;
      out.push(...frame.kept);
      if (frame.hasWords) losses.push(['whole', frame.name, frame.tag]);
    },
    formula(frame) {
      if (!frame.formula || frames.at(-1)?.formula) return;
      const text = textOfFormula(frame.formula);
      out.push(escapeText(text));
      losses.push(['formula', frame.name, frame.tag, text]);
    },
  };

  function ontext(text: string): void {
    advance();
    const formula = frames.at(-1)?.formula;
    if (formula) formula.content.push(text);
    else out.push(escapeText(text));
    if (noscript && /\S/.test(text)) noscript.hasWords = true;
  }

  const parser = new Parser({
    onopentag,
    onclosetag,
    ontext,
    oncomment(comment) {
      advance();
      if (/^\s*more\s*$/i.test(comment)) out.push(MORE);
      if (comment.startsWith('?')) losses.push(['whole', comment.slice(0, 4).trim(), `<${comment}>`]);
      if (comment.startsWith('[CDATA[')) out.push(escapeText(`<!${comment}>`));
    },
    onprocessinginstruction(name, text) {
      advance();
      if (name !== '!doctype') return;
      const first = out.findIndex((part) => part.trim() !== '');
      spend((first < 0 ? out.length : first) / 50);
      if (first >= 0) out.push(escapeText(`<${text}>`)); // at the beginning it is that of a page
    },
  });
  parser.write(source);
  const end = seen + (/^(?:<\/[^<>]*>)*/.exec(source.slice(seen))?.[0].length ?? 0);
  keepStrayEnds(end);
  const rest = source.slice(end); // a tag that never ends is text, and what follows it is HTML
  seen = source.length;
  parser.end();
  for (const loss of losses) tell(...loss);
  spend(rest.length / 16);
  return tidied(out.join('') + (rest && escapeText(rest.slice(0, 1)) + cleanHtml(rest.slice(1), rewrite, spend, tell)));
}

/** Clean HTML as it is published: a paragraph whose picture is gone would show as a gap. */
export const tidied = (html: string): string => writable(html.replace(/\r\n?/g, '\n').replace(/<p>\s*<\/p>\n?/g, ''));

/** What would take the text after it along, since nobody closed it. */
const isSwallowing = (frame: Frame): boolean =>
  ['dropped', 'unseen', 'noscript'].includes(frame.fate) ||
  (frame.fate === 'link' && frame.tags.open === '') ||
  (frame.fate === 'unknown' && !hasAttributes(frame)) ||
  (frame.fate === 'player' && !hasAttributes(frame) && frame.kept.length === 0);

/** `a<b and c>d` has none. */
const hasValues = ({ attributes }: Frame): boolean => Object.values(attributes).some((value) => value !== '');

const hasAttributes = ({ attributes }: Frame): boolean => Object.keys(attributes).length > 0;
