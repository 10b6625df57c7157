import { type Paper, type PaperFinding, type PaperInput, type PaperPoints, paperPoints } from '@zhiheng/contracts';

type Point = PaperPoints['procedure'];

/** A paper as its form has it. */
export interface PaperValues {
  points: Record<(typeof paperPoints)[number], Partial<Point>>;
  findings?: (Omit<PaperFinding, 'amountFen'> & { amountYuan?: number | null })[];
  note?: string;
}

export function valuesOfPaper({ points, findings, note }: Paper): PaperValues {
  const empty: Partial<Point> = { evidence: [] };
  return {
    points: points ?? { procedure: empty, content: empty, policyBasis: empty },
    findings: findings.map(({ amountFen, ...finding }) => ({
      ...finding,
      ...(amountFen === undefined ? {} : { amountYuan: amountFen / 100 }),
    })),
    ...(note === null ? {} : { note }),
  };
}

export function inputOfPaper({ points, findings = [], note }: PaperValues, version: number, sign: boolean): PaperInput {
  const pointOf = ({ ok = false, note: words, evidence = [] }: Partial<Point>): Point => ({
    ok,
    ...(words?.trim() ? { note: words.trim() } : {}),
    evidence,
  });
  return {
    version,
    points: Object.fromEntries(paperPoints.map((point) => [point, pointOf(points[point])])) as PaperPoints,
    findings: findings.map(({ amountYuan, ...finding }) => ({
      ...finding,
      ...(typeof amountYuan === 'number' ? { amountFen: Math.round(amountYuan * 100) } : {}),
    })),
    ...(note?.trim() ? { note: note.trim() } : {}),
    ...(sign ? { sign } : {}),
  };
}
