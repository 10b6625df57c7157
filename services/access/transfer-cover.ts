import type { ThinlyCoveredDuty, TransferInput } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { CentrePolicy } from './centre-policy.ts';
import { coverProblem, requireCovered } from './cover-plan.ts';
import type { Removal, RemovalOutlook } from './removal.ts';
import { removalOutlooks } from './removal-losses.ts';
import { coverNamed } from './request-fields.ts';
import type { StoredCover } from './store/movement-store.ts';
import type { PersonRow } from './store/people-store.ts';
import { type Place, partGrants } from './transfer-grants.ts';
import { unattended } from './unattended.ts';

/** What the end of one role at one unit would leave behind, what ends before it taken as gone. */
interface Ending {
  removal: Removal;
  outlook: RemovalOutlook;
}

/** What ends by the transfer of a person, and what that leaves behind. */
export async function endingsOf(
  transaction: Transaction,
  policy: CentrePolicy,
  person: PersonRow,
  to: Place,
): Promise<Ending[]> {
  const removals = await endingPlaces(transaction, policy, person, to);
  const outlooks = await removalOutlooks(transaction, policy, removals);
  return removals.map((removal, index) => ({ removal, outlook: outlooks[index] as RemovalOutlook }));
}

/** The same, reckoned before a lock that holds up others; anew where what ends is by now something else. */
export async function endingsStill(
  transaction: Transaction,
  policy: CentrePolicy,
  { person, to }: { person: PersonRow; to: Place },
  before: readonly Ending[],
): Promise<readonly Ending[]> {
  const placesOf = (removals: readonly Removal[]) => JSON.stringify(removals.map(({ role, unit }) => [role, unit]));
  const now = await endingPlaces(transaction, policy, person, to);
  const same = placesOf(now) === placesOf(before.map(({ removal }) => removal));
  return same ? before : endingsOf(transaction, policy, person, to);
}

async function endingPlaces(
  transaction: Transaction,
  policy: CentrePolicy,
  person: PersonRow,
  to: Place,
): Promise<Removal[]> {
  const { ending } = await partGrants(transaction, policy, person, to);
  const places = new Map(ending.map(({ role, unit }) => [`${role}\n${unit}`, { person: person.id, role, unit }]));
  return [...places.values()].sort((a, b) => (`${a.role}\n${a.unit}` < `${b.role}\n${b.unit}` ? -1 : 1));
}

/** The last word on each duty: a later end says how it stands after those before it. */
export const thinlyCoveredBy = (endings: readonly Ending[]): ThinlyCoveredDuty[] => [
  ...new Map(
    endings.flatMap(({ outlook }) =>
      outlook.thinlyCovered.map((duty) => [[duty.item, duty.unit, duty.duty].join('\n'), duty] as const),
    ),
  ).values(),
];

/**
 * Who covers what a transfer leaves to nobody, as it is kept; null where nothing is to be said. Somebody named has to
 * be able to take over each role that leaves something so. Throws `cover-plan-required`, `unknown-code`, and what
 * `requireCovered` throws.
 */
export async function transferCover(
  transaction: Transaction,
  policy: CentrePolicy,
  endings: readonly Ending[],
  { coverPlan }: Pick<TransferInput, 'coverPlan'>,
  at: number,
): Promise<StoredCover | null> {
  const duties = thinlyCoveredBy(endings);
  const cover = coverPlan && (await coverNamed(transaction, policy, coverPlan));
  const problem = coverProblem(duties, { cover });
  if (problem) throw problem;
  if (!cover) return null;
  const needing = endings.flatMap(({ removal, outlook: { thinlyCovered, alsoLosing } }) =>
    unattended(thinlyCovered).length > 0 ? [{ ...removal, alsoLosing }] : [],
  );
  await requireCovered(transaction, policy, needing, cover, at);
  return { by: cover.by.map(({ id }) => id), until: cover.until.toISOString(), note: cover.note, duties };
}
