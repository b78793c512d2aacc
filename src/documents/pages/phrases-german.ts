// The phrases in German.

import { clockTime } from '../../model/time.ts';
import type { Phrases } from './phrases-english.ts';

const MONTHS = 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' ');

export const german: Phrases = {
  language: 'de',
  day: ({ day, month, year }) => `${day}. ${MONTHS[month - 1]} ${year}`,
  timeOfDay: (date) => `, ${clockTime(date)} Uhr`,
  zones: { CET: 'MEZ', CEST: 'MESZ', EET: 'OEZ', EEST: 'OESZ', WET: 'WEZ', WEST: 'WESZ' },

  count: (articles) => `${articles} Artikel`,
  and: ' und ',

  skip: 'Zum Inhalt springen',
  home: 'Startseite',
  allSections: 'Alle Ressorts',
  kind: { category: 'Ressort', tag: 'Thema', author: 'Autor', language: 'Sprache' },
  kinds: { category: 'Ressorts', tag: 'Themen', author: 'Autoren', language: 'Sprachen' },
  feeds: 'Feeds',
  newest: 'Neueste Artikel',
  earlier: 'Früher',
  noArticles: 'Hier ist noch nichts erschienen.',

  pages: 'Seiten',
  newer: 'Neuere Artikel',
  older: 'Ältere Artikel',
  previous: 'Vorige Seite',
  next: 'Nächste Seite',
  page: (page) => `Seite ${page}`,
  pageOf: (page, pages) => `Seite ${page} von ${pages}`,

  by: 'Von',
  published: 'Veröffentlicht',
  updated: 'Aktualisiert',
  source: 'Quelle:',
  corrected: (day) => `Korrektur vom ${day}:`,
  firstPublished: 'Zuerst erschienen bei',
  files: 'Dateien',
  table: 'Tabelle',
  related: 'Mehr zum Thema',

  subscribe: 'Abonnieren',
  whatIsAFeed:
    'Ein Feed ist eine Liste der neuesten Artikel, geschrieben für Programme, die Bescheid sagen, wenn es Neues gibt.',
  howToSubscribe: 'Kopieren Sie die Adresse und fügen Sie sie in einem Feedreader unter „Feed hinzufügen“ ein.',
  privacy: 'Sie brauchen kein Konto, und niemand erfährt, wer Sie sind.',
  openReader: 'Im Feedreader öffnen',
  opml: 'Website und Ressorts importieren',
  opmlUse: 'Die meisten Feedreader können diese Liste (OPML) importieren und abonnieren dann jeden Feed darin.',
  thisIsAFeed: 'Dies ist ein Feed',
  inAFeed: 'Zurzeit in diesem Feed',
  copy: 'Adresse zum Kopieren',
  otherFormats: 'Dieselben Artikel in einem anderen Format:',
  rawDocument: 'Den Feed selbst ansehen, wie Programme ihn lesen',
  feedAddress: (title, format) => `Adresse von ${title} als ${format}`,
  feedOf: (title) => `${title}: Feed`,

  notFound: 'Seite nicht gefunden',
  notFoundWhy: 'Unter dieser Adresse ist nichts. Vielleicht ist sie vertippt, oder es gibt die Seite nicht mehr.',
  backHome: 'Zur Startseite',
  gone: 'Nicht mehr verfügbar',
  goneWhy: 'Diese Seite wurde vom Netz genommen.',
  withdrawnOn: (day) => `Zurückgezogen am ${day}`,
};
