// Languages (BCP 47): what they are called, how they are written, and which one a wider one means.

/** Each by its own name, so that whoever reads it finds it; the name that a machine has depends on its version. */
const NAMES: ReadonlyMap<string, string> = new Map(
  (
    'ar العربية,bg Български,bn বাংলা,ca Català,cs Čeština,da Dansk,de Deutsch,el Ελληνικά,en English,es Español,' +
    'et Eesti,eu Euskara,fa فارسی,fi Suomi,fr Français,ga Gaeilge,gl Galego,he עברית,hi हिन्दी,hr Hrvatski,' +
    'hu Magyar,id Indonesia,is Íslenska,it Italiano,ja 日本語,ko 한국어,lt Lietuvių,lv Latviešu,nb Norsk,nl Nederlands,' +
    'nn Nynorsk,no Norsk,pl Polski,pt Português,ro Română,ru Русский,sk Slovenčina,sl Slovenščina,sr Српски,' +
    'sv Svenska,sw Kiswahili,ta தமிழ்,th ไทย,tr Türkçe,uk Українська,ur اردو,vi Tiếng Việt,zh 中文'
  )
    .split(',')
    .map((each) => [each.slice(0, 2), each.slice(3)]),
);

/** `Deutsch`, `Português (BR)`; the tag itself if its name is not known. */
export function nameOfLanguage(tag: string): string {
  const [primary = '', ...rest] = tag.split('-');
  const name = NAMES.get(primary);
  return name === undefined ? tag : [name, ...(rest.length > 0 ? [`(${rest.join('-')})`] : [])].join(' ');
}

/** RFC 4647 §3.3.1: `en` means `en-GB` too. */
export const isWithin = (tag: string, range: string): boolean =>
  `${tag}-`.toLowerCase().startsWith(`${range}-`.toLowerCase());

/** The attributes of an element whose language is not that around it; none if it is the same. */
export function langAttributes(language: string | undefined, around: string): { lang?: string; dir?: 'rtl' | 'ltr' } {
  if (language === undefined || language === around) return {};
  const dir = directionOf(language);
  return { lang: language, ...(dir !== directionOf(around) && { dir }) };
}

/** How a language is written; its script decides if the tag has one. */
export const directionOf = (language: string): 'rtl' | 'ltr' => (RIGHT_TO_LEFT.test(language) ? 'rtl' : 'ltr');

const RIGHT_TO_LEFT =
  /^(?:(?:ar|arc|ckb|dv|fa|he|iw|ks|nqo|ps|sd|syr|ug|ur|yi|ji)(?!-(?:[a-z]{3}-)?latn|-(?:[a-z]{3}-)?cyrl|-(?:[a-z]{3}-)?deva)|[a-z]{2,3}-(?:adlm|arab|hebr|nkoo|syrc|thaa))(?:-|$)/i;
