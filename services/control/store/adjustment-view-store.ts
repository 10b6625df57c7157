import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import type { FindingStanding } from './finding-store.ts';

/** What somebody has to give up, as access publishes it. */
export interface AdjustmentSeen {
  adjustment: string;
  person: string;
  unit: string;
  rule: string;
  ruleName: { zh: string; en: string };
  ruleSource: string;
  blocks: boolean;
}

/** Open adjustments that no finding shows yet, oldest first. */
export async function adjustmentsWithoutFinding(
  transaction: Transaction,
  centre: string,
  limit: number,
): Promise<AdjustmentSeen[]> {
  const { rows } = await sql<AdjustmentSeen>`
    select a.adjustment, a.person, a.unit, a.rule, a.rule_name as "ruleName", a.rule_source as "ruleSource",
      a.effect = 'block' as blocks
    from access.published_adjustment a
    where a.centre = ${centre} and a.state = 'open' and not exists (
      select from control.finding f where f.centre = a.centre and f.source = 'permission' and f.about = a.adjustment)
    order by a.adjustment limit ${limit}`.execute(transaction);
  return rows;
}

/** Findings whose adjustment is settled. One that another process closes at this moment is left out. */
export async function settledFindings(
  transaction: Transaction,
  centre: string,
  limit: number,
): Promise<Pick<FindingStanding, 'id' | 'unit' | 'item' | 'case' | 'state'>[]> {
  const { rows } = await sql<Pick<FindingStanding, 'id' | 'unit' | 'item' | 'case' | 'state'>>`
    select f.id, f.unit, f.item, f."case", f.state from control.finding f
    join access.published_adjustment a on a.centre = f.centre and a.adjustment = f.about
    where f.centre = ${centre} and f.source = 'permission' and f.state = 'settling' and a.state = 'closed'
    order by f.id limit ${limit}`.execute(transaction);
  return rows;
}
