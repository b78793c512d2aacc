// Formulas: MathML as a line of text that keeps what it says, for readers show its letters only.

export interface Formula {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: (Formula | string)[];
}

/** The formula's own words for it or its TeX, else text: `1/3`, `r^2`, `√16`. */
export function textOfFormula(formula: Formula): string {
  const given = formula.attributes.alttext?.trim() || texIn(formula)?.trim();
  return oneSpaced(given || textIn(formula));
}

const oneSpaced = (text: string): string => text.replace(/\s+/g, ' ').trim();

function texIn({ name, attributes, content }: Formula): string | undefined {
  if (name === 'annotation')
    return /tex/i.test(attributes.encoding ?? '') ? content.filter(isText).join('') : undefined;
  for (const part of content) {
    const tex = isText(part) ? undefined : texIn(part);
    if (tex !== undefined) return tex;
  }
  return undefined;
}

const isText = (part: Formula | string): part is string => typeof part === 'string';

function textIn(part: Formula | string): string {
  if (isText(part)) return oneSpaced(part);
  const parts = part.content.filter((child) => !isText(child) || child.trim() !== '');
  const all = (separator = ''): string => parts.map(textIn).join(separator);
  const at = (index: number): string => (parts[index] === undefined ? '' : textIn(parts[index]));
  switch (part.name) {
    case 'mfrac':
      return `${grouped(at(0))}/${grouped(at(1))}`;
    case 'msup':
    case 'mover':
      return `${grouped(at(0))}^${grouped(at(1))}`;
    case 'msub':
    case 'munder':
      return `${grouped(at(0))}_${grouped(at(1))}`;
    case 'msubsup':
    case 'munderover':
      return `${grouped(at(0))}_${grouped(at(1))}^${grouped(at(2))}`;
    case 'msqrt':
      return `√${grouped(all())}`;
    case 'mroot':
      return `${grouped(at(1))}√${grouped(at(0))}`;
    case 'mfenced':
      return `${part.attributes.open ?? '('}${all(part.attributes.separators ?? ', ')}${part.attributes.close ?? ')'}`;
    case 'mtable':
      return `(${all('; ')})`;
    case 'mtr':
      return all(', ');
    case 'mspace':
      return ' ';
    case 'mphantom':
    case 'annotation':
    case 'annotation-xml':
      return '';
    case 'mtext':
      return ` ${all()} `;
    default:
      return all();
  }
}

/** What is more than one number or word stands in brackets beside an operator. */
const grouped = (text: string): string =>
  /^[\p{L}\p{M}\p{N}.,′']*$|^\([^()]*\)$|^.$/u.test(text) ? text : `(${text})`;
