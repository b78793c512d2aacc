// Work: how much a text may cost, counted in steps, so that one made to exhaust the parsers is given up early.

/** Counts steps of about a microsecond each. Throws RangeError once a text has cost more than its length allows. */
export type Spend = (steps: number) => void;

/** Prose costs a tenth of a step a character, a list of links one, a table of numbers one and a half. */
const STEPS_A_CHARACTER = 1.5;
const STEPS_FOR_ANY = 50_000;
const STEPS_AT_MOST = 350_000; // a third of a second: a list of 10,000 links, ten times the longest article

/** The steps that a text of this many characters may cost: in proportion to its length, as plain text does. */
export function allowance(length: number): Spend {
  let left = Math.min(STEPS_FOR_ANY + STEPS_A_CHARACTER * length, STEPS_AT_MOST);
  return (steps) => {
    left -= steps;
    if (left < 0) throw new RangeError('The text is too much work for its length.');
  };
}
