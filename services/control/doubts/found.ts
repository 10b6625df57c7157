/** Something doubtful that a rule has found in the centre's own data. */
export interface Found {
  /** Code of the rule. */
  rule: string;
  /** What makes two of one rule the same doubt: found again, it is not raised again. */
  key: string;
  severity: 1 | 2 | 3;
  /** Code of the unit it concerns. */
  unit: string;
  item?: string;
  case?: string;
  /** The keyed hash, as cases have it. */
  subject?: Buffer;
  /** Who is involved: they neither verify it nor judge whoever does. */
  people: readonly string[];
  /** Numbers, ids and times that explain it; no personal data. */
  facts: Record<string, unknown>;
  /** When what is doubted happened. */
  at: Date;
}
