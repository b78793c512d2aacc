// Phrases: the words of the pages themselves, in the language of the site where we speak it, else in English.

import { clockTime, twoDigits } from '../../model/time.ts';
import { AMERICAN_DATES, english, type Phrases } from './phrases-english.ts';

/** The phrases for a page in a language (BCP 47). */
export function phrasesOf(language: string): Phrases {
  const phrases = LANGUAGES.get(primaryOf(language));
  if (phrases !== english) return phrases ?? { ...english, ...AMERICAN_DATES };
  return { ...english, ...(IS_AMERICAN.test(language) && AMERICAN_DATES), language };
}

/** Whether the pages have words in a language (BCP 47). */
export const hasWords = (language: string): boolean => LANGUAGES.has(primaryOf(language));

export const phraseLanguages = (): readonly string[] => [...LANGUAGES.keys()];

const primaryOf = (language: string): string => language.toLowerCase().replace(/-.*$/s, '');

const IS_AMERICAN = /^en(?:-latn)?(?:-us|-ph)?(?:-[ux]-.*)?$/i;

const MONATE = 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' ');

const german: Phrases = {
  language: 'de',
  day: ({ day, month, year }) => `${day}. ${MONATE[month - 1]} ${year}`,
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

const MESES = 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' ');

const spanish: Phrases = {
  language: 'es',
  day: ({ day, month, year }) => `${day} de ${MESES[month - 1]} de ${year}`,
  timeOfDay: (date) => `, ${clockTime(date)}`,

  count: (articles) => (articles === 1 ? '1 artículo' : `${articles} artículos`),
  and: ' y ',

  skip: 'Ir al contenido',
  home: 'Portada',
  allSections: 'Todas las secciones',
  kind: { category: 'Sección', tag: 'Tema', author: 'Autor', language: 'Idioma' },
  kinds: { category: 'Secciones', tag: 'Temas', author: 'Autores', language: 'Idiomas' },
  feeds: 'Fuentes web',
  newest: 'Últimos artículos',
  earlier: 'Anteriores',
  noArticles: 'Aquí todavía no se ha publicado nada.',

  pages: 'Páginas',
  newer: 'Artículos más recientes',
  older: 'Artículos anteriores',
  previous: 'Página anterior',
  next: 'Página siguiente',
  page: (page) => `Página ${page}`,
  pageOf: (page, pages) => `Página ${page} de ${pages}`,

  by: 'Por',
  published: 'Publicado el',
  updated: 'Actualizado el',
  source: 'Fuente:',
  corrected: (day) => `Corrección del ${day}:`,
  firstPublished: 'Publicado primero en',
  files: 'Archivos',
  table: 'Tabla',
  related: 'Sobre el mismo tema',

  subscribe: 'Suscribirse',
  whatIsAFeed:
    'Una fuente web (feed) es una lista de los últimos artículos, escrita para programas que avisan cuando hay uno nuevo.',
  howToSubscribe: 'Copie la dirección y péguela en un lector de fuentes, en «Añadir fuente».',
  privacy: 'No hace falta una cuenta, y nadie sabrá quién es usted.',
  openReader: 'Abrir en un lector de fuentes',
  opml: 'Importar el sitio y sus secciones',
  opmlUse: 'Casi todos los lectores pueden importar esta lista (OPML) y suscribirse a todas sus fuentes.',
  thisIsAFeed: 'Esto es una fuente web',
  inAFeed: 'Ahora en esta fuente',
  copy: 'Dirección para copiar',
  otherFormats: 'Los mismos artículos en otro formato:',
  rawDocument: 'Ver la fuente misma, como la leen los programas',
  feedAddress: (title, format) => `Dirección de ${title} en ${format}`,
  feedOf: (title) => `${title}: fuente web`,

  notFound: 'Página no encontrada',
  notFoundWhy: 'En esta dirección no hay nada. Quizá esté mal escrita, o la página ya no exista.',
  backHome: 'A la portada',
  gone: 'Ya no está disponible',
  goneWhy: 'Esta página se ha retirado.',
  withdrawnOn: (day) => `Retirado el ${day}`,
};

const MOIS = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' ');

const french: Phrases = {
  language: 'fr',
  day: ({ day, month, year }) => `${day === 1 ? '1er' : day} ${MOIS[month - 1]} ${year}`,
  timeOfDay: ({ hour, minute }) => ` à ${twoDigits(hour)}\u00A0h\u00A0${twoDigits(minute)}`,

  count: (articles) => (articles < 2 ? `${articles} article` : `${articles} articles`),
  and: ' et ',

  skip: 'Aller au contenu',
  home: 'Accueil',
  allSections: 'Toutes les rubriques',
  kind: { category: 'Rubrique', tag: 'Thème', author: 'Auteur', language: 'Langue' },
  kinds: { category: 'Rubriques', tag: 'Thèmes', author: 'Auteurs', language: 'Langues' },
  feeds: 'Flux',
  newest: 'Derniers articles',
  earlier: 'Plus anciens',
  noArticles: 'Rien n’a encore été publié ici.',

  pages: 'Pages',
  newer: 'Articles plus récents',
  older: 'Articles plus anciens',
  previous: 'Page précédente',
  next: 'Page suivante',
  page: (page) => `Page ${page}`,
  pageOf: (page, pages) => `Page ${page} sur ${pages}`,

  by: 'Par',
  published: 'Publié le',
  updated: 'Mis à jour le',
  source: 'Source\u00A0:',
  corrected: (day) => `Correction du ${day}\u00A0:`,
  firstPublished: 'Paru d’abord sur',
  files: 'Fichiers',
  table: 'Tableau',
  related: 'Sur le même sujet',

  subscribe: 'S’abonner',
  whatIsAFeed:
    'Un flux est une liste des derniers articles, écrite pour des programmes qui vous préviennent quand il y en a un nouveau.',
  howToSubscribe: 'Copiez l’adresse et collez-la dans un lecteur de flux, sous «\u00A0Ajouter un flux\u00A0».',
  privacy: 'Il ne faut pas de compte, et personne n’apprend qui vous êtes.',
  openReader: 'Ouvrir dans un lecteur de flux',
  opml: 'Importer le site et ses rubriques',
  opmlUse: 'La plupart des lecteurs peuvent importer cette liste (OPML) et s’abonner à tous les flux qui y sont.',
  thisIsAFeed: 'Ceci est un flux',
  inAFeed: 'Actuellement dans ce flux',
  copy: 'Adresse à copier',
  otherFormats: 'Les mêmes articles dans un autre format\u00A0:',
  rawDocument: 'Voir le flux lui-même, tel que les programmes le lisent',
  feedAddress: (title, format) => `Adresse de ${title} en ${format}`,
  feedOf: (title) => `${title}\u00A0: flux`,

  notFound: 'Page introuvable',
  notFoundWhy: 'Il n’y a rien à cette adresse. Elle est peut-être mal saisie, ou la page n’existe plus.',
  backHome: 'Vers la page d’accueil',
  gone: 'Plus disponible',
  goneWhy: 'Cette page a été retirée.',
  withdrawnOn: (day) => `Retiré le ${day}`,
};

const LANGUAGES = new Map<string, Phrases>([english, german, spanish, french].map((each) => [each.language, each]));
