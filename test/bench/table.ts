/** One measured ratio: ours over a baseline of the same run. */
export interface Row {
  what: string;
  ours: string;
  baseline: string;
  /** Ours ÷ baseline. */
  ratio: number;
  /** The bound of the issue, in words: `≥ 0.6`. */
  bound: string;
  met: boolean;
}

export const median = (values: number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
};

export const whole = (value: number): string => Math.round(value).toLocaleString('en-US');

const head = ['part', 'what', 'ours', 'baseline', 'ratio', 'bound', 'met', 'measured'];
const lineOf = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

/** The rows of a part as lines of a table; `on`: the day on which they were measured. */
export const linesOf = (part: string, rows: readonly Row[], on: string): string[] =>
  rows.map(({ what, ours, baseline, ratio, bound, met }) =>
    lineOf([part, what, ours, baseline, ratio.toFixed(2), bound, met ? 'yes' : 'no', on]),
  );

export const tableOf = (lines: readonly string[]): string =>
  [lineOf(head), lineOf(head.map(() => '---')), ...lines].join('\n');

/** A table in which the lines of what was measured stand for those of the same parts; the others stay, all in the order of the parts. */
export function mergedTable(
  before: string,
  measured: ReadonlyMap<string, readonly string[]>,
  parts: readonly string[],
): string {
  const kept = before.split('\n').filter((line) => line.startsWith('| '));
  const of = (part: string) => measured.get(part) ?? kept.filter((line) => line.startsWith(`| ${part} |`));
  return tableOf(parts.flatMap(of));
}
