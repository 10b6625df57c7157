/** What moves money of a recovery, in whole fen. A reversal's amount is that of the line it takes back, with the other sign. */
export type LineKind = 'ordered' | 'received' | 'deducted' | 'written-off' | 'reversal';

export interface BalanceLine {
  id: string;
  kind: LineKind;
  amountFen: number;
  reverses?: string | null;
}

/** `owedFen` is always the sum of the four others. */
export interface Balance {
  owedFen: number;
  receivedFen: number;
  deductedFen: number;
  writtenOffFen: number;
  outstandingFen: number;
}

/** The balance that lines lead to. A reversal counts against what the line that it takes back was. */
export function balanceOf(lines: readonly BalanceLine[]): Balance {
  const kinds = new Map(lines.map(({ id, kind }) => [id, kind]));
  const sums = { ordered: 0, received: 0, deducted: 0, 'written-off': 0 };
  for (const { kind, amountFen, reverses } of lines) {
    const moved = (kind === 'reversal' ? kinds.get(reverses as string) : kind) as keyof typeof sums;
    sums[moved] += amountFen;
  }
  const { ordered, received, deducted, 'written-off': writtenOff } = sums;
  return {
    owedFen: ordered,
    receivedFen: received,
    deductedFen: deducted,
    writtenOffFen: writtenOff,
    outstandingFen: ordered - received - deducted - writtenOff,
  };
}
