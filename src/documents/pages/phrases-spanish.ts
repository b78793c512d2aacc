// The phrases in Spanish.

import { clockTime } from '../../model/time.ts';
import type { Phrases } from './phrases-english.ts';

const MONTHS = 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' ');

export const spanish: Phrases = {
  language: 'es',
  day: ({ day, month, year }) => `${day} de ${MONTHS[month - 1]} de ${year}`,
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
