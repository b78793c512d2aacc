// The stylesheet of every page: a newspaper in one column on a phone, in three on a desk, by day, by night, on paper.

import type { Site } from '../../model/site.ts';

const STYLESHEET = `:root {
  color-scheme: light dark;
  --paper: light-dark(#fffdf9, #151412);
  --tint: light-dark(#f5f1e9, #211f1c);
  --ink: light-dark(#1d1b18, #e8e3d9);
  --grey: light-dark(#625c52, #a9a295);
  --rule: light-dark(#d8d1c4, #3a3732);
  --link: light-dark(#9a1f14, #f2a394);
  --line: var(--ink);
  --slant: italic;
  --serif: Charter, "Bitstream Charter", "Iowan Old Style", "Sitka Text", "Palatino Linotype", Cambria, Georgia, "Liberation Serif", serif;
  --sans: -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace;
  --measure: 62ch; /* a digit is wider than most letters: about 65 to 70 of them */
  --gap: clamp(1.25rem, 3vw, 2.25rem);
  --column: 17.75rem; /* two of them and a gap from 40rem on, three from 62rem */
}

*, *::before, *::after { box-sizing: border-box; }
html { font-size: 106.25%; text-size-adjust: 100%; -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto;
  max-width: 76rem;
  padding: 0 clamp(1rem, 4vw, 2.5rem);
  background: var(--paper);
  color: var(--ink);
  font: 1rem/1.6 var(--serif);
  overflow-wrap: break-word;
}
h1, h2, h3, h4, h5, h6 { line-height: 1.2; text-wrap: balance; margin: 0; }
/* Long words only: "Part-nership" would be worse than a short line. */
@supports (hyphenate-limit-chars: 14 5 5) { h1, .headline { hyphens: auto; hyphenate-limit-chars: 14 5 5; } }
p, ul, ol, figure { margin: 0; }
img, video { display: block; max-width: 100%; height: auto; }
a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: .06em; }
a:hover { text-decoration-thickness: .12em; }
:is(.name, .sections, .kicker, .headline) a { color: inherit; text-decoration: none; }
:focus-visible { outline: .18rem solid var(--link); outline-offset: .18rem; border-radius: .1rem; }
:target { scroll-margin-top: 1.5rem; }
abbr { text-decoration: none; } time { unicode-bidi: plaintext; }
em, i, cite, dfn, address, var { font-style: var(--slant); }
/* Scripts that have no slanted letters. */
:is(:lang(ar), :lang(ckb), :lang(fa), :lang(he), :lang(ja), :lang(ko), :lang(ps), :lang(ur), :lang(yi), :lang(zh)) { --slant: normal; & em { font-weight: 600; } }
html[dir=rtl] :is(header:not([dir]), footer, section, .listing-head) > [dir=ltr]:not(.body, .words), header[dir=rtl] > [dir=ltr] { text-align: right; }

.skip { position: absolute; inset-block-start: -6rem; background: var(--paper); padding: .75rem 1rem; z-index: 2; font-family: var(--sans); }
.skip:focus { inset-block-start: 0; }

.drafts { margin-top: 1rem; padding: .6rem 1rem; border-inline-start: .3rem solid var(--link); background: var(--tint); font: .9rem/1.5 var(--sans); }
.masthead { text-align: center; padding-block: clamp(1.5rem, 5vw, 2.75rem) clamp(1rem, 3vw, 1.5rem); }
.name { font-size: clamp(2.1rem, 7vw, 3.6rem); font-weight: 700; letter-spacing: -.02em; line-height: 1.05; }
.name img { height: 4.5rem; width: auto; margin: 0 auto; object-fit: contain; }
.name.long { font-size: clamp(1.5rem, 4.5vw, 2.2rem); line-height: 1.15; }
.motto { color: var(--grey); font-style: var(--slant); margin-top: .5rem; text-wrap: balance; }

.sections { border-block: 1px solid var(--line); margin-bottom: var(--gap); font: 600 .85rem/1.4 var(--sans); position: relative; }
.sections ul { display: flex; flex-wrap: wrap; justify-content: center; list-style: none; padding: 0; column-gap: 1.75rem; }
.sections a { display: block; padding-block: .7rem; }
.sections a:hover, .sections a[aria-current] { color: var(--link); text-decoration: underline; text-decoration-thickness: .12em; }
.subscribing a { color: var(--link); }

.kicker, .label, .terms h2, .copy { font: 700 .78rem/1.4 var(--sans); letter-spacing: .04em; }
.kicker { color: var(--link); }
.kicker a { position: relative; z-index: 1; display: inline-block; padding-block: .2rem; }
.kicker a:hover { text-decoration: underline; }
.when, .dates, .by, .credit, .count, .follow, .formats, .rights, .about { font: .85rem/1.5 var(--sans); color: var(--grey); }
.label { padding-top: .6rem; border-top: 1px solid var(--line); margin-bottom: 1.1rem; font-size: .95rem; letter-spacing: 0; }

.story { position: relative; }
.story img { width: 100%; aspect-ratio: 3 / 2; object-fit: cover; background: var(--tint); }
.headline a::after { content: ""; position: absolute; inset: 0; }
.story:hover .headline a { text-decoration: underline; }
.headline a:focus-visible { outline: none; }
.headline a:focus-visible::after { outline: .18rem solid var(--link); outline-offset: .3rem; }
.headline { font-size: 1.3rem; letter-spacing: -.01em; }
.story .summary { margin-top: .5rem; font-size: .95rem; line-height: 1.5; }
.story .when { margin-top: .5rem; }

.listing-head, .services, .subscribe, .feed, .described, .files, .byline, .article > header, .article > footer { grid-template-columns: minmax(0, 1fr); }
.top, .cards { display: grid; gap: var(--gap); grid-template-columns: repeat(auto-fill, minmax(min(var(--column), 100%), 1fr)); }
.earlier .label { column-span: all; }
.card img + .words { margin-top: .8rem; }
.card .words:first-child { padding-top: .8rem; border-top: .2rem solid var(--rule); }
.card .words:first-child .headline { font-size: 1.6rem; }
.lead { grid-column: 1 / -1; }
.lead img + .words { margin-top: 1rem; }
.lead .headline { font-size: clamp(1.8rem, 4.6vw, 2.75rem); line-height: 1.1; letter-spacing: -.02em; }
.lead .summary { font-size: 1.1rem; line-height: 1.55; max-width: var(--measure); }
.top + .cards, .earlier, .related, .services { margin-top: calc(var(--gap) * 1.25); }
.top + .cards { padding-top: var(--gap); border-top: 1px solid var(--rule); }
.row { display: grid; grid-template-columns: minmax(0, 1fr) 15rem; gap: var(--gap); padding-block: var(--gap); border-top: 1px solid var(--rule); }
.row img { grid-area: 1 / 2; }
.row .words { grid-area: 1 / 1; }
.row .words:first-child { grid-column: 1 / -1; max-width: var(--measure); }
.row .headline { font-size: 1.45rem; }
@media (max-width: 39.99rem) {
  .cards { row-gap: 0; }
  .cards .card, .row { display: grid; grid-template-columns: minmax(0, 1fr) 6.5rem; gap: 1rem; padding-block: 1.1rem; border-top: 1px solid var(--rule); }
  .cards .card img, .row img { grid-area: 1 / 2; aspect-ratio: 1; }
  .cards .card .words { grid-area: 1 / 1; margin: 0; }
  .cards .card .words:first-child { grid-column: 1 / -1; padding: 0; border: 0; }
  .cards .card .words .headline, .row .headline { font-size: 1.15rem; }
  .cards .card .summary { display: none; }
  .row .summary { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 4; overflow: hidden; }
  .top + .cards { padding-top: 0; border-top: 0; }
}
@media (min-width: 62rem) {
  .top { grid-template-columns: minmax(0, 2.2fr) minmax(0, 1fr); grid-template-rows: auto 1fr; column-gap: calc(var(--gap) * 1.4); }
  .lead { grid-column: 1; grid-row: 1 / 3; }
  .top .card .summary { display: none; }
  .related .cards { grid-template-columns: repeat(4, minmax(0, 1fr)); }
}

.line { padding-block: .6rem .7rem; border-bottom: 1px solid var(--rule); break-inside: avoid; }
.line .headline { font-size: 1.05rem; font-weight: 600; }
.line .when { margin-top: .2rem; }

.narrow { max-width: 58rem; margin-inline: auto; }
.label + .rows > :first-child, main > .rows:first-child > :first-child { border-top: 0; padding-top: 0; }

.listing-head { margin-bottom: var(--gap); display: grid; gap: .6rem; }
.listing-head p { max-width: var(--measure); }
.listing-head h1, .article h1 { font-size: clamp(2rem, 5.5vw, 3.1rem); line-height: 1.08; letter-spacing: -.02em; }
.listing-head h1.long, .article h1.long, .lead .headline.long { font-size: clamp(1.55rem, 3.8vw, 2.15rem); line-height: 1.15; }
.standfirst { font-size: clamp(1.15rem, 2.4vw, 1.3rem); line-height: 1.5; color: var(--grey); }
.follow { display: flex; flex-wrap: wrap; gap: .3rem .8rem; align-items: center; }
.formats { display: flex; flex-wrap: wrap; gap: .3rem 1rem; list-style: none; padding: 0; }
.formats a { display: inline-block; padding-block: .25rem; }
.about { display: flex; gap: 1rem; align-items: center; }
.about img { border-radius: 50%; width: 4rem; height: 4rem; object-fit: cover; }

.article { max-width: 50rem; margin: 0 auto; }
.article > :not(.lead-picture) { max-width: var(--measure); margin-inline: auto; font-size: 1.12rem; }
.article > header { display: grid; gap: .9rem; }
.byline { display: grid; gap: .1rem; padding-top: .4rem; }
.by { color: var(--ink); font-weight: 600; }
.lead-picture { margin-block: var(--gap); }
.lead-picture img { width: 100%; background: var(--tint); }
figcaption { font: .85rem/1.5 var(--sans); color: var(--grey); padding-top: .55rem; }
figcaption small { font-size: inherit; font-style: var(--slant); }
.body { line-height: 1.65; margin-top: var(--gap); }
.body > * + * { margin-top: 1.1em; }
.corrections { display: grid; gap: .5rem; margin-top: var(--gap); padding: .8rem 1rem; background: var(--tint); font: .9rem/1.5 var(--sans); }
.body h2, .body h3, .body h4 { margin-top: 1.8em; letter-spacing: -.01em; }
.body h2 { font-size: 1.45rem; } .body h3 { font-size: 1.2rem; } .body h4, .body h5, .body h6 { font-size: 1.05rem; }
.body h2 + *, .body h3 + *, .body h4 + * { margin-top: .6em; }
.body li + li { margin-top: .35em; }
.body ul, .body ol { padding-inline-start: 1.4em; }
.body blockquote { margin-inline: 0; padding-inline-start: 1.2rem; border-inline-start: .2rem solid var(--link); font-style: var(--slant); }
.body blockquote > * + * { margin-top: .8em; }
.body hr { border: 0; border-top: 1px solid var(--rule); margin-block: 2.2em; }
.body :is(pre, code, kbd, samp) { font-family: var(--mono); font-size: .875em; }
.body :not(pre) > code { background: var(--tint); padding: .1em .3em; border-radius: .15em; }
.body pre { background: var(--tint); padding: 1rem 1.2rem; overflow-x: auto; line-height: 1.5; font-size: .82em; }
.body pre code { font-size: inherit; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font: .9rem/1.45 var(--sans); font-variant-numeric: tabular-nums; }
th, td { text-align: start; vertical-align: top; padding: .55rem .8rem .55rem 0; border-bottom: 1px solid var(--rule); }
th { border-bottom-color: var(--ink); }
[align=right] { text-align: end; } [align=center] { text-align: center; }
.body sup { line-height: 0; }
.article > footer { display: grid; gap: .9rem; margin-top: calc(var(--gap) * 1.2); padding-top: 1.1rem; border-top: 1px solid var(--line); }
.terms { display: grid; grid-template-columns: 6rem minmax(0, 1fr); align-items: baseline; }
.terms h2 { color: var(--grey); }
.terms ul { display: flex; flex-wrap: wrap; gap: .15rem 1.1rem; list-style: none; padding: 0; font: .9rem/1.5 var(--sans); }
.terms a { display: inline-block; padding-block: .2rem; }
.files { margin-top: var(--gap); display: grid; gap: 1rem; }
.files figcaption, .files p { font: .9rem/1.5 var(--sans); padding: 0; }
.files audio, .files video { width: 100%; margin-top: .5rem; }
.related .headline { font-size: 1.12rem; }
.related .summary { display: none; }

.services { display: grid; gap: var(--gap); padding: var(--gap); background: var(--tint); }
.services h2 { font-size: 1.3rem; margin-bottom: .7rem; }
@media (min-width: 48rem) { .services { grid-template-columns: minmax(0, 1fr) minmax(0, 1.2fr); gap: calc(var(--gap) * 1.6); } }
.services > :only-child { grid-column: 1 / -1; max-width: var(--measure); }
.subscribe { display: grid; gap: .8rem; align-content: start; }
.described { list-style: none; padding: 0; display: grid; gap: .6rem; }
.described p { color: var(--grey); font-size: .92rem; line-height: 1.45; }
.described > li > a { font-weight: 600; display: inline-block; padding-block: .15rem; }
.earlier, .columns { display: block; columns: var(--column) 3; column-gap: var(--gap); }
.columns li { break-inside: avoid; padding-block: .3rem; }
.columns > li > a { font-weight: 400; }
.address { width: 100%; font: .9rem/1.4 var(--mono); padding: .7rem .8rem; color: inherit; background: var(--paper); border: 1px solid var(--grey); border-radius: .2rem; }
.feeds { margin-top: var(--gap); }
summary:has(> .label) { padding-top: .6rem; border-top: 1px solid var(--line); }
summary > .label { display: inline; border: 0; }
.feed { display: grid; gap: .35rem .9rem; padding-block: .7rem; border-bottom: 1px solid var(--rule); align-items: center; }
.feed h3 { font-size: 1.05rem; }
@media (min-width: 48rem) { .feed { grid-template-columns: 11rem minmax(0, 1fr) auto; } }

.rows + .pager { margin-top: 0; }
.pager { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; justify-content: space-between; align-items: center; margin-top: var(--gap); padding-top: .9rem; border-top: 1px solid var(--line); font: .9rem/1.5 var(--sans); }
.pager a, .pager span { display: inline-block; padding: .45rem .3rem; }
.pager ol { display: flex; align-items: baseline; list-style: none; padding: 0; gap: .4rem; }
.pager .older { margin-inline-start: auto; }
.pager [aria-current] { font-weight: 700; }

.foot { margin-top: calc(var(--gap) * 2); padding-block: 1.2rem 2.5rem; border-top: .2rem double var(--line); font: .85rem/1.5 var(--sans); color: var(--grey); display: flex; flex-wrap: wrap; gap: .6rem 2rem; justify-content: space-between; align-items: baseline; }
.foot ul { display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; list-style: none; padding: 0; }
.foot a { display: inline-block; padding-block: .3rem; color: inherit; }

@media print {
  :root { --paper: #fff; --tint: #fff; --ink: #000; --grey: #333; --link: #000; }
  html { font-size: 11pt; }
  body { max-width: none; padding: 0; }
  .skip, .sections, .foot, .related, .pager, .services, .follow, .files { display: none; }
  .article, .article > :not(.lead-picture) { max-width: none; }
  .masthead { text-align: start; padding-block: 0 1rem; }
  .name { font-size: 1.3rem; }
  .body a[href^="http"]::after { content: " (" attr(href) ")"; font-size: .8em; overflow-wrap: anywhere; }
  figure, pre, table, blockquote { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
}
`;

/** The stylesheet of a site. Its accent is made dark enough on paper, and light enough at night, to be read. */
export function stylesheetOf({ accent }: Pick<Site, 'accent'>): string {
  if (!accent) return STYLESHEET;
  const link = (lightness: string) => `:root { --line: var(--link); --link: oklch(from ${accent} ${lightness} c h); }`;
  const colours = `${link('min(l, .47)')}\n@media (prefers-color-scheme: dark) { ${link('max(l, .8)')} }`;
  return `${STYLESHEET}@supports (color: oklch(from red l c h)) { ${colours} }\n`;
}
