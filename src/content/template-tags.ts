// Template tags of other programs in a text that is published as it is: those whose meaning is certain are read as what they stand for.

import type { StateInline, Token } from 'markdown-it';
import { argumentsIn, meaningOf, type TagArguments } from './tag-meanings.ts';
import type { Spend } from './work.ts';

/** Hugo's `{{< name … >}}` and its end, Liquid's `{% name … %}` and its end, Jekyll's title of the article. */
const TAG =
  /\{\{[<%]\s*(\/?)\s*([\w./-]+)((?:\s[^{}]{0,500}?)?)\s*\/?\s*[>%]\}\}|\{%-?\s*(end)?([a-z][\w-]*)((?:\s[^{}]{0,500}?)?)\s*-?%\}|\{\{-?\s*(page\.title)\s*-?\}\}/iy;

/** What a notice may be told beside its words, of which nothing gets lost with it. */
const OF_A_FRAME = /^(?:type|kind|class|classname|style|id|icon|colou?r|variant|level|align|width|open|title|summary)$/;

/** A rule for markdown-it, which has dealt with code before. */
export function templateTag(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax, env } = state;
  if (src[pos] === '[' && pos === 0 && TABLE_OF_CONTENTS.test(src)) return passed(state, posMax);
  if (src[pos] !== '{' || (src[pos + 1] !== '{' && src[pos + 1] !== '%') || state.linkLevel > 0) return false;
  (env.spend as Spend)(4);
  TAG.lastIndex = pos;
  const [tag, slash, inHugo, ofHugo, end, inLiquid, ofLiquid, title] = TAG.exec(src) ?? [];
  if (tag === undefined) return false;
  const after = pos + tag.length;
  if (title !== undefined) {
    if (env.title === undefined) return false;
    if (!silent) state.push('text_special', '', 0).content = String(env.title); // set as it is written
    return passed(state, after);
  }
  const name = (inHugo ?? inLiquid ?? '').replace(/^.*\//, '');
  if (/^(?:raw|verbatim)$/.test(name) || ((slash || end) && isFrame(name))) return passed(state, after);
  if (slash || end) return false;
  const given = argumentsIn(ofHugo ?? ofLiquid ?? '');
  const meaning = isFrame(name) ? titleOf(given) : meaningOf(name, given);
  const link = meaning === undefined && inHugo ? linkAround(src, after, inHugo, given) : undefined;
  const markdown = meaning ?? link?.markdown;
  if (markdown === undefined) return false;
  if (!silent) pushParsed(state, markdown);
  return passed(state, link?.end ?? after);
}

function pushParsed(state: StateInline, markdown: string): void {
  const parsed: Token[] = [];
  (state.env.spend as Spend)(40);
  state.md.inline.parse(markdown, state.md, state.env, parsed);
  if (state.pending) state.pushPending();
  for (const token of parsed) {
    token.level += state.level;
    state.tokens.push(token);
    state.tokens_meta.push(undefined);
  }
}

const TABLE_OF_CONTENTS = /^\[\[_?toc_?\]\]\s*$/i;

function passed(state: StateInline, pos: number): true {
  state.pos = pos;
  return true;
}

const isFrame = (name: string): boolean => meaningOf(name, { named: {}, positional: [] }) === '';

/** What a notice is called; undefined if it is told anything that would get lost. */
function titleOf({ named, positional }: TagArguments): string | undefined {
  const words = positional.filter((text) => /\s/.test(text));
  const isWhole = words.length <= 1 && Object.keys(named).every((key) => OF_A_FRAME.test(key));
  const title = named.title ?? named.summary ?? words[0];
  if (!isWhole) return undefined;
  return title ? `**${title}**\n` : '';
}

/** Words between two tags of which the first one has an address. */
function linkAround(src: string, from: number, name: string, { named, positional }: TagArguments) {
  const to = named.href ?? named.url ?? named.link ?? positional[0] ?? '';
  const [end, inside = '', closed] =
    /^([^{}]{1,500})\{\{[<%]\s*\/\s*([\w./-]+)\s*[>%]\}\}/.exec(src.slice(from, from + 600)) ?? [];
  if (end === undefined || closed !== name || !/^(?:https?:|mailto:)[^\s()<>]+$/.test(to)) return undefined;
  return { markdown: `[${inside.trim()}](${to})`, end: from + end.length };
}
