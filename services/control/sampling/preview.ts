import type { InspectionInput, InspectionPreview, SamplingPlan } from '@zhiheng/contracts';
import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import type { PersonCaller } from '@zhiheng/http';
import { count, emptyFrame, type Frame, quotasOf } from '@zhiheng/sampling';
import { authorityOf, requireAuthority } from '../authority.ts';
import { readSettings } from '../settings/settings.ts';
import { defaultPlan } from './default-plan.ts';
import { planFrom } from './plan.ts';
import { requireOver } from './planning.ts';
import { readMembers } from './population.ts';

const portion = 10_000;
const mostStrata = 500;

/** What a plan would draw of the period as it stands: how many, never which. Throws Problem `not-permitted`, `not-over`, `invalid-request`. */
export async function previewInspection(
  database: Database,
  caller: PersonCaller,
  { kind = 'case', period, plan: given }: InspectionInput,
): Promise<InspectionPreview> {
  const { centre } = caller;
  const plan = await inCentre(database, centre, (transaction) =>
    prepared(transaction, caller, { kind, period, plan: given }),
  );
  const frame = emptyFrame();
  let after: string | null = null;
  for (;;) {
    const members = await inCentre(database, centre, (transaction) =>
      readMembers(transaction, centre, kind, { period, plan, after, limit: portion }),
    );
    for (const member of members) count(frame, member, plan);
    if (members.length < portion) return shown(frame, plan);
    after = members.at(-1)?.id ?? null;
  }
}

async function prepared(
  transaction: Transaction,
  caller: PersonCaller,
  { kind, period, plan }: { kind: 'case' | 'holding'; period: string; plan: Partial<SamplingPlan> | undefined },
): Promise<SamplingPlan> {
  requireAuthority(await authorityOf(transaction, caller), 'plan', 'inspection');
  await requireOver(transaction, kind, period);
  return planFrom(defaultPlan(await readSettings(transaction, caller.centre)), plan);
}

function shown(frame: Frame, plan: SamplingPlan): InspectionPreview {
  const quotas = quotasOf(plan, frame.strata);
  const strata = [...frame.strata]
    .map(([stratum, members]) => ({ facts: JSON.parse(stratum) as string[], members, drawn: quotas.get(stratum) ?? 0 }))
    .toSorted((a, b) => b.members - a.members);
  return {
    plan,
    ...{ members: frame.members, must: frame.must, moneyFen: frame.moneyFen },
    expectedByMoney: plan.intervalFen === undefined ? 0 : Math.round((10 * frame.moneyFen) / plan.intervalFen) / 10,
    drawn: strata.reduce((sum, { drawn }) => sum + drawn, 0),
    strata: strata.slice(0, mostStrata),
  };
}
