// Phrases: the words of the pages themselves, in the language of the site where we speak it, else in English.

import { clockTime, type LocalTime, twoDigits } from '../../model/time.ts';

/** By language (BCP 47). */
type InEach<T> = Readonly<Record<'en' | 'de' | 'es' | 'fr', T>>;

const MONTHS: InEach<readonly string[]> = {
  en: 'January February March April May June July August September October November December'.split(' '),
  de: 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' '),
  es: 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' '),
  fr: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' '),
};

const PHRASES = {
  day: {
    en: ({ day, month, year }) => `${day} ${MONTHS.en[month - 1]} ${year}`,
    de: ({ day, month, year }) => `${day}. ${MONTHS.de[month - 1]} ${year}`,
    es: ({ day, month, year }) => `${day} de ${MONTHS.es[month - 1]} de ${year}`,
    fr: ({ day, month, year }) => `${day === 1 ? '1er' : day} ${MONTHS.fr[month - 1]} ${year}`,
  } satisfies InEach<(date: LocalTime) => string>,
  /** Stands between a day and a time. */
  timeOfDay: {
    en: (date) => `, ${clockTime(date)}`,
    de: (date) => `, ${clockTime(date)} Uhr`,
    es: (date) => `, ${clockTime(date)}`,
    fr: ({ hour, minute }) => ` à ${twoDigits(hour)}\u00A0h\u00A0${twoDigits(minute)}`,
  } satisfies InEach<(date: LocalTime) => string>,
  /** What the language calls a zone by another name than in English. */
  zones: {
    en: {},
    de: { CET: 'MEZ', CEST: 'MESZ', EET: 'OEZ', EEST: 'OESZ', WET: 'WEZ', WEST: 'WESZ' },
    es: {},
    fr: {},
  } as InEach<Readonly<Record<string, string>>>,

  count: {
    en: (articles: number) => (articles === 1 ? '1 article' : `${articles} articles`),
    de: (articles: number) => `${articles} Artikel`,
    es: (articles: number) => (articles === 1 ? '1 artículo' : `${articles} artículos`),
    fr: (articles: number) => (articles < 2 ? `${articles} article` : `${articles} articles`),
  },
  /** Before the last of several names. */
  and: { en: ' and ', de: ' und ', es: ' y ', fr: ' et ' },

  skip: { en: 'Skip to content', de: 'Zum Inhalt springen', es: 'Ir al contenido', fr: 'Aller au contenu' },
  home: { en: 'Home', de: 'Startseite', es: 'Portada', fr: 'Accueil' },
  sections: { en: 'Sections', de: 'Ressorts', es: 'Secciones', fr: 'Rubriques' },
  allSections: { en: 'All sections', de: 'Alle Ressorts', es: 'Todas las secciones', fr: 'Toutes les rubriques' },
  /** One term of a kind, and all of them. */
  kind: {
    en: { category: 'Section', tag: 'Topic', author: 'Author', language: 'Language' },
    de: { category: 'Ressort', tag: 'Thema', author: 'Autor', language: 'Sprache' },
    es: { category: 'Sección', tag: 'Tema', author: 'Autor', language: 'Idioma' },
    fr: { category: 'Rubrique', tag: 'Thème', author: 'Auteur', language: 'Langue' },
  },
  kinds: {
    en: { category: 'Sections', tag: 'Topics', author: 'Authors', language: 'Languages' },
    de: { category: 'Ressorts', tag: 'Themen', author: 'Autoren', language: 'Sprachen' },
    es: { category: 'Secciones', tag: 'Temas', author: 'Autores', language: 'Idiomas' },
    fr: { category: 'Rubriques', tag: 'Thèmes', author: 'Auteurs', language: 'Langues' },
  },
  feeds: { en: 'Feeds', de: 'Feeds', es: 'Fuentes web', fr: 'Flux' },
  newest: { en: 'Newest articles', de: 'Neueste Artikel', es: 'Últimos artículos', fr: 'Derniers articles' },
  earlier: { en: 'Earlier', de: 'Früher', es: 'Anteriores', fr: 'Plus anciens' },
  noArticles: {
    en: 'Nothing has been published here yet.',
    de: 'Hier ist noch nichts erschienen.',
    es: 'Aquí todavía no se ha publicado nada.',
    fr: 'Rien n’a encore été publié ici.',
  },

  pages: { en: 'Pages', de: 'Seiten', es: 'Páginas', fr: 'Pages' },
  newer: { en: 'Newer articles', de: 'Neuere Artikel', es: 'Artículos más recientes', fr: 'Articles plus récents' },
  older: { en: 'Older articles', de: 'Ältere Artikel', es: 'Artículos anteriores', fr: 'Articles plus anciens' },
  previous: { en: 'Previous page', de: 'Vorige Seite', es: 'Página anterior', fr: 'Page précédente' },
  next: { en: 'Next page', de: 'Nächste Seite', es: 'Página siguiente', fr: 'Page suivante' },
  page: {
    en: (page: number) => `Page ${page}`,
    de: (page: number) => `Seite ${page}`,
    es: (page: number) => `Página ${page}`,
    fr: (page: number) => `Page ${page}`,
  },
  pageOf: {
    en: (page: number, pages: number) => `Page ${page} of ${pages}`,
    de: (page: number, pages: number) => `Seite ${page} von ${pages}`,
    es: (page: number, pages: number) => `Página ${page} de ${pages}`,
    fr: (page: number, pages: number) => `Page ${page} sur ${pages}`,
  },

  by: { en: 'By', de: 'Von', es: 'Por', fr: 'Par' },
  published: { en: 'Published', de: 'Veröffentlicht', es: 'Publicado el', fr: 'Publié le' },
  updated: { en: 'Updated', de: 'Aktualisiert', es: 'Actualizado el', fr: 'Mis à jour le' },
  source: { en: 'Source:', de: 'Quelle:', es: 'Fuente:', fr: 'Source\u00A0:' },
  corrected: {
    en: (day: string) => `Correction, ${day}:`,
    de: (day: string) => `Korrektur vom ${day}:`,
    es: (day: string) => `Corrección del ${day}:`,
    fr: (day: string) => `Correction du ${day}\u00A0:`,
  },
  firstPublished: {
    en: 'First published at',
    de: 'Zuerst erschienen bei',
    es: 'Publicado primero en',
    fr: 'Paru d’abord sur',
  },
  files: { en: 'Files', de: 'Dateien', es: 'Archivos', fr: 'Fichiers' },
  table: { en: 'Table', de: 'Tabelle', es: 'Tabla', fr: 'Tableau' },
  related: { en: 'Related coverage', de: 'Mehr zum Thema', es: 'Sobre el mismo tema', fr: 'Sur le même sujet' },

  subscribe: { en: 'Subscribe', de: 'Abonnieren', es: 'Suscribirse', fr: 'S’abonner' },
  whatIsAFeed: {
    en: 'A feed is a list of the newest articles, written for programs that tell you when there is a new one.',
    de: 'Ein Feed ist eine Liste der neuesten Artikel, geschrieben für Programme, die Bescheid sagen, wenn es Neues gibt.',
    es: 'Una fuente web (feed) es una lista de los últimos artículos, escrita para programas que avisan cuando hay uno nuevo.',
    fr: 'Un flux est une liste des derniers articles, écrite pour des programmes qui vous préviennent quand il y en a un nouveau.',
  },
  howToSubscribe: {
    en: 'Copy the address and paste it into a feed reader, where it says “Add feed” or “Subscribe”.',
    de: 'Kopieren Sie die Adresse und fügen Sie sie in einem Feedreader unter „Feed hinzufügen“ ein.',
    es: 'Copie la dirección y péguela en un lector de fuentes, en «Añadir fuente».',
    fr: 'Copiez l’adresse et collez-la dans un lecteur de flux, sous «\u00A0Ajouter un flux\u00A0».',
  },
  privacy: {
    en: 'You need no account, and nobody learns who you are.',
    de: 'Sie brauchen kein Konto, und niemand erfährt, wer Sie sind.',
    es: 'No hace falta una cuenta, y nadie sabrá quién es usted.',
    fr: 'Il ne faut pas de compte, et personne n’apprend qui vous êtes.',
  },
  openReader: {
    en: 'Open in a feed reader',
    de: 'Im Feedreader öffnen',
    es: 'Abrir en un lector de fuentes',
    fr: 'Ouvrir dans un lecteur de flux',
  },
  opml: {
    en: 'Import the site and its sections',
    de: 'Website und Ressorts importieren',
    es: 'Importar el sitio y sus secciones',
    fr: 'Importer le site et ses rubriques',
  },
  opmlUse: {
    en: 'Most feed readers can import this list (OPML) and subscribe to every feed in it.',
    de: 'Die meisten Feedreader können diese Liste (OPML) importieren und abonnieren dann jeden Feed darin.',
    es: 'Casi todos los lectores pueden importar esta lista (OPML) y suscribirse a todas sus fuentes.',
    fr: 'La plupart des lecteurs peuvent importer cette liste (OPML) et s’abonner à tous les flux qui y sont.',
  },
  thisIsAFeed: { en: 'This is a feed', de: 'Dies ist ein Feed', es: 'Esto es una fuente web', fr: 'Ceci est un flux' },
  inAFeed: {
    en: 'In this feed now',
    de: 'Zurzeit in diesem Feed',
    es: 'Ahora en esta fuente',
    fr: 'Actuellement dans ce flux',
  },
  copy: { en: 'Address to copy', de: 'Adresse zum Kopieren', es: 'Dirección para copiar', fr: 'Adresse à copier' },
  otherFormats: {
    en: 'The same articles in another format:',
    de: 'Dieselben Artikel in einem anderen Format:',
    es: 'Los mismos artículos en otro formato:',
    fr: 'Les mêmes articles dans un autre format\u00A0:',
  },
  rawDocument: {
    en: 'See the feed itself, as programs read it',
    de: 'Den Feed selbst ansehen, wie Programme ihn lesen',
    es: 'Ver la fuente misma, como la leen los programas',
    fr: 'Voir le flux lui-même, tel que les programmes le lisent',
  },
  feedAddress: {
    en: (title: string, format: string) => `Address of ${title} as ${format}`,
    de: (title: string, format: string) => `Adresse von ${title} als ${format}`,
    es: (title: string, format: string) => `Dirección de ${title} en ${format}`,
    fr: (title: string, format: string) => `Adresse de ${title} en ${format}`,
  },
  feedOf: {
    en: (title: string) => `${title}: feed`,
    de: (title: string) => `${title}: Feed`,
    es: (title: string) => `${title}: fuente web`,
    fr: (title: string) => `${title}\u00A0: flux`,
  },

  notFound: { en: 'Page not found', de: 'Seite nicht gefunden', es: 'Página no encontrada', fr: 'Page introuvable' },
  notFoundWhy: {
    en: 'There is nothing at this address. It may have been mistyped, or the page may be gone.',
    de: 'Unter dieser Adresse ist nichts. Vielleicht ist sie vertippt, oder es gibt die Seite nicht mehr.',
    es: 'En esta dirección no hay nada. Quizá esté mal escrita, o la página ya no exista.',
    fr: 'Il n’y a rien à cette adresse. Elle est peut-être mal saisie, ou la page n’existe plus.',
  },
  backHome: { en: 'To the front page', de: 'Zur Startseite', es: 'A la portada', fr: 'Vers la page d’accueil' },
  gone: { en: 'No longer available', de: 'Nicht mehr verfügbar', es: 'Ya no está disponible', fr: 'Plus disponible' },
  goneWhy: {
    en: 'This page has been taken down.',
    de: 'Diese Seite wurde vom Netz genommen.',
    es: 'Esta página se ha retirado.',
    fr: 'Cette page a été retirée.',
  },
  withdrawnOn: {
    en: (day: string) => `Withdrawn on ${day}`,
    de: (day: string) => `Zurückgezogen am ${day}`,
    es: (day: string) => `Retirado el ${day}`,
    fr: (day: string) => `Retiré le ${day}`,
  },
} satisfies Readonly<Record<string, InEach<unknown>>>;

type Rows = typeof PHRASES;

/** The phrases in one language (BCP 47). */
export type Phrases = { readonly [Name in keyof Rows]: Rows[Name]['en'] } & { readonly language: string };

/** The phrases for a page in a language (BCP 47). */
export function phrasesOf(language: string): Phrases {
  const tag = hasWords(language) ? language : 'en';
  const spoken = primaryOf(tag);
  const words = Object.entries(PHRASES).map(([name, row]) => [name, row[spoken as keyof typeof row]]);
  const dates = IS_AMERICAN.test(tag) ? AMERICAN_DATES : {};
  return { ...Object.fromEntries(words), ...dates, language: spoken === 'en' ? tag : spoken };
}

/** Whether the pages have words in a language (BCP 47). */
export const hasWords = (language: string): boolean => phraseLanguages().includes(primaryOf(language));

export const phraseLanguages = (): readonly string[] => Object.keys(MONTHS);

const primaryOf = (language: string): string => language.toLowerCase().replace(/-.*$/s, '');

const IS_AMERICAN = /^en(?:-latn)?(?:-us|-ph)?(?:-[ux]-.*)?$/i;

/** `February 27, 2026, 8:49 AM` in the United States and the Philippines. */
const AMERICAN_DATES: Pick<Phrases, 'day' | 'timeOfDay'> = {
  day: ({ day, month, year }) => `${MONTHS.en[month - 1]} ${day}, ${year}`,
  timeOfDay: ({ hour, minute }) => `, ${hour % 12 || 12}:${twoDigits(minute)} ${hour < 12 ? 'AM' : 'PM'}`,
};
