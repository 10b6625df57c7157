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

export function markdown(rows: Row[]): string {
  const lines = rows.map(
    ({ what, ours, baseline, ratio, bound, met }) =>
      `| ${what} | ${ours} | ${baseline} | ${ratio.toFixed(2)} | ${bound} | ${met ? 'yes' : 'no'} |`,
  );
  return ['| what | ours | baseline | ratio | bound | met |', '| --- | --- | --- | --- | --- | --- |', ...lines].join(
    '\n',
  );
}
