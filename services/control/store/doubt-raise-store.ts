import { newId, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import type { Found } from '../doubts/found.ts';

export interface Raised {
  id: string;
  rule: string;
  severity: number;
  unit: string;
  item: string | null;
  case: string | null;
}

/** Inserts those that are not there yet; gives only these. In one order, so that no two who raise the same wait for each other in a ring. */
export async function insertFound(
  transaction: Transaction,
  centre: string,
  found: readonly Found[],
): Promise<Raised[]> {
  const rows = found.map(({ subject, ...one }) => ({ ...one, id: newId(), subject: subject?.toString('hex') ?? null }));
  const { rows: raised } = await sql<Raised>`
    insert into control.doubt (centre, id, rule, key, severity, unit, item, "case", subject, people, facts, at)
    select ${centre}, id, rule, key, severity, unit, item, "case", decode(subject, 'hex'), people, facts, at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as found (id uuid, rule text, key text, severity smallint, unit text, item text,
      "case" uuid, subject text, people uuid[], facts jsonb, at timestamptz)
    order by rule collate "C", key collate "C"
    on conflict (centre, rule, key) do nothing
    returning id, rule, severity, unit, item, "case"`.execute(transaction);
  return raised;
}
