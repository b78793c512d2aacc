// The same feeds by Hugo: a site that renders three formats for home and each category, and nothing else.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ITEMS } from './corpus.ts';

/** Writes a Hugo site around `folder/content/articles`. */
export function writeHugoSite(folder: string): void {
  const layouts = join(folder, 'layouts/_default');
  mkdirSync(layouts, { recursive: true });
  writeFileSync(join(folder, 'config.toml'), CONFIG);
  writeFileSync(join(layouts, 'list.rss.xml'), RSS);
  writeFileSync(join(layouts, 'list.atom.xml'), ATOM);
  writeFileSync(join(layouts, 'list.jsonfeed.json'), JSON_FEED);
}

// Colours in code are off: the others make none.
const CONFIG = `
title = "The Bench"
baseURL = "https://bench.example/"
contentDir = "content/articles"
disableKinds = ["section", "taxonomy", "sitemap", "robotsTXT", "404"]
ignoreErrors = ["error-disable-taxonomy"]
[[cascade]]
[cascade._target]
kind = "page"
[cascade._build]
render = "link"
[taxonomies]
category = "categories"
[outputs]
home = ["rss", "atom", "jsonfeed"]
term = ["rss", "atom", "jsonfeed"]
[outputFormats]
rss = { mediaType = "application/rss+xml", baseName = "feed", isPlainText = true }
atom = { mediaType = "application/atom+xml", baseName = "atom", isPlainText = true }
jsonfeed = { mediaType = "application/json", baseName = "feed", isPlainText = true }
[mediaTypes]
"application/rss+xml" = { suffixes = ["xml"] }
"application/atom+xml" = { suffixes = ["xml"] }
[markup.highlight]
codeFences = false
`;

const PAGES = `{{- $pages := .Pages }}{{ if .IsHome }}{{ $pages = site.RegularPages }}{{ end -}}`;
const EACH = `{{ range first ${ITEMS} $pages }}`;

const RSS = `${PAGES}<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>{{ htmlEscape .Title }}</title><link>{{ .Permalink }}</link><description>{{ .Title }}</description>
${EACH}<item><title>{{ htmlEscape .Title }}</title><link>{{ .Permalink }}</link><guid>{{ .Permalink }}</guid>
<pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 GMT" }}</pubDate><dc:creator>{{ .Params.author }}</dc:creator>
{{ range union .Params.categories .Params.tags }}<category>{{ htmlEscape . }}</category>{{ end }}
<description>{{ htmlEscape .Params.summary }}</description><content:encoded><![CDATA[{{ .Content }}]]></content:encoded>
</item>{{ end }}</channel></rss>
`;

const ATOM = `${PAGES}<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>{{ htmlEscape .Title }}</title><id>{{ .Permalink }}</id>
<updated>{{ range first 1 $pages }}{{ .Lastmod.Format "2006-01-02T15:04:05Z" }}{{ end }}</updated>
${EACH}<entry><title>{{ htmlEscape .Title }}</title><id>{{ .Permalink }}</id><link href="{{ .Permalink }}"/>
<published>{{ .Date.Format "2006-01-02T15:04:05Z" }}</published><updated>{{ .Lastmod.Format "2006-01-02T15:04:05Z" }}</updated>
<author><name>{{ .Params.author }}</name></author>
{{ range union .Params.categories .Params.tags }}<category term="{{ htmlEscape . }}"/>{{ end }}
<summary>{{ htmlEscape .Params.summary }}</summary><content type="html"><![CDATA[{{ .Content }}]]></content>
</entry>{{ end }}</feed>
`;

const JSON_FEED = `${PAGES}{{ $items := slice }}${EACH}{{ $items = $items | append (dict
  "id" .Permalink "url" .Permalink "title" .Title "date_published" (.Date.Format "2006-01-02T15:04:05Z")
  "summary" .Params.summary "content_html" (string .Content) "authors" (slice (dict "name" .Params.author))
  "tags" (union .Params.categories .Params.tags)) }}{{ end }}
{{- dict "version" "https://jsonfeed.org/version/1.1" "title" .Title "home_page_url" .Permalink "items" $items | jsonify }}
`;
