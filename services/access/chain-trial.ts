import { ApprovalError, type Chain, type PlannedStage, preview } from '@zhiheng/approvals';
import type { ChainTrial } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { CentrePolicy } from './centre-policy.ts';
import { type PresentOrganisation, readOrganisation } from './organisation.ts';
import { type Asked, isPolicyChange, policyProposalOf } from './request-asked.ts';
import { usernamesOf } from './store/people-store.ts';

const mostNamed = 20;
const mostImpassable = 100;
const mostThin = 100;
/** Asked for at the centre’s root only. */
const atRoot = new Set<Chain['change']>(['role-content', 'rule', 'template']);

/** Who would decide by a proposed chain; undefined where none is proposed. */
export async function trialOf(
  transaction: Transaction,
  policy: CentrePolicy,
  asked: Asked,
): Promise<ChainTrial | undefined> {
  const proposal = isPolicyChange(asked) ? policyProposalOf(asked) : undefined;
  if (proposal?.kind !== 'chain' || proposal.retired !== undefined) return undefined;
  const { chain } = proposal;
  const organisation = await readOrganisation(transaction, { ...policy, chains: [chain] });
  const ways = unitsFor(policy, chain).map((unit) => ({ unit, way: tried(policy, chain, unit, organisation) }));
  const passable = ways.flatMap(({ way }) => (typeof way === 'number' ? [] : [way]));
  const deciders = chain.stages.map((_, index) => [
    ...new Set(passable.flatMap((stages) => stages[index]?.candidates.map(({ person }) => person) ?? [])),
  ]);
  const names = await usernamesOf(transaction, policy.centre, deciders.flat());
  const named = (people: readonly string[]) => people.map((person) => names.get(person) ?? person).sort();
  return {
    units: ways.length,
    stages: chain.stages.map(({ by }, index) => {
      const people = deciders[index] as string[];
      const at = ways.flatMap(({ unit, way }) => (typeof way === 'number' ? [] : [{ unit, stage: way[index] }]));
      const thin = at.flatMap(({ unit, stage }) => (stage && isThin(stage) ? [thinAt(unit, stage, named)] : []));
      return {
        ...{ by, deciders: people.length, some: named(people).slice(0, mostNamed) },
        escalated: at.filter(({ stage }) => stage?.escalated).length,
        thin: thin.slice(0, mostThin),
        thinUnits: thin.length,
      };
    }),
    impassable: ways
      .flatMap(({ unit, way }) => (typeof way === 'number' ? [{ unit, stage: way }] : []))
      .slice(0, mostImpassable),
  };
}

/** Whether nobody can decide it by its post, or no more than it takes: with one away it goes to whom it escalates, or waits. */
const isThin = (stage: PlannedStage): boolean => stage.escalated || peopleOf(stage).length <= stage.quorum;

const peopleOf = ({ candidates }: PlannedStage): string[] => [...new Set(candidates.map(({ person }) => person))];

const thinAt = (unit: string, stage: PlannedStage, named: (people: readonly string[]) => string[]) => ({
  ...{ unit, escalated: stage.escalated },
  deciders: named(peopleOf(stage)).slice(0, mostNamed),
});

function unitsFor({ policy: { units } }: CentrePolicy, { change, unitKind }: Chain): string[] {
  return units
    .filter(({ retired, parent, kind }) =>
      atRoot.has(change) ? parent === null : !retired && (unitKind === undefined || kind === unitKind),
    )
    .map(({ code }) => code);
}

/** The stages as they would go at the unit for somebody of no other concern; the ordinal of the stage where they would not. */
function tried(
  { addWorkingDays }: Pick<CentrePolicy, 'addWorkingDays'>,
  chain: Chain,
  unit: string,
  organisation: PresentOrganisation,
): PlannedStage[] | number {
  const nobody = { id: '', requester: '', beneficiary: '', unit, change: chain.change, at: organisation.at };
  try {
    return preview(chain, nobody, organisation, addWorkingDays).stages;
  } catch (error) {
    if (error instanceof ApprovalError) return error.stage ?? 0;
    throw error;
  }
}
