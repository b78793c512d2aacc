// Figures as a Markdown table.

export const median = (figures: readonly number[]): number =>
  [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;

export const milliseconds = (figure: number): string =>
  figure >= 1000 ? `${(figure / 1000).toFixed(2)} s` : `${figure.toFixed(figure < 10 ? 1 : 0)} ms`;

/** `median (least–most)`. */
export const spread = (figures: readonly number[]): string =>
  `${milliseconds(median(figures))} (${milliseconds(Math.min(...figures))}–${milliseconds(Math.max(...figures))})`;

export const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

/** The first cell of each row has no heading. */
export const tableOf = (title: string, columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  [['', ...columns], ['', ...columns].map(() => '---'), ...rows].reduce(
    (text, cells) => `${text}| ${cells.join(' | ')} |\n`,
    `## ${title}\n\n`,
  );
