// The phrases in French.

import { twoDigits } from '../../model/time.ts';
import type { Phrases } from './phrases-english.ts';

const MONTHS = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' ');

export const french: Phrases = {
  language: 'fr',
  day: ({ day, month, year }) => `${day === 1 ? '1er' : day} ${MONTHS[month - 1]} ${year}`,
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
