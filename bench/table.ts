// Rows of figures, as text for a terminal and for RESULTS.md.

export interface Row {
  readonly what: string;
  /** As measured, with its unit. */
  readonly figure: string;
  /** To what was measured beside it in the same run. */
  readonly ratio?: string;
}

export const median = (figures: readonly number[]): number =>
  [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;

export const milliseconds = (figure: number): string =>
  figure >= 10_000 ? `${(figure / 1000).toFixed(1)} s` : `${figure.toFixed(figure < 10 ? 1 : 0)} ms`;

/** What wrk prints: `533us`, `1.28ms`, `1.02s`. */
export const inMilliseconds = (text: string): number =>
  Number.parseFloat(text) * (text.endsWith('us') ? 0.001 : text.endsWith('ms') ? 1 : 1000);

export const times = (figure: number, of: string): string => `${figure.toFixed(2)} × ${of}`;

export function tableOf(title: string, rows: readonly Row[]): string {
  const lines = rows.map(({ what, figure, ratio }) => `| ${what} | ${figure} | ${ratio ?? ''} |`);
  return [`## ${title}`, '', '| | median | ratio in the same run |', '|---|---|---|', ...lines, ''].join('\n');
}
