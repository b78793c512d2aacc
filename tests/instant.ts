// Instants in tests, as RFC 3339 writes them.

/** Milliseconds since 1970; throws where the text is none. */
export function parseRfc3339(text: string): number {
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) throw new Error(`${text} is not an instant`);
  return instant;
}
