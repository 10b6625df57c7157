import { noSuch, type StaffingPreview, type StaffingPreviewInput, said } from '@zhiheng/contracts';
import type { Holding } from '@zhiheng/duties';
import { fieldProblem } from '@zhiheng/http';
import { known, peopleNamed } from './overlook.ts';
import { presentAt } from './present-holdings.ts';
import { lossDocuments, lossesBy } from './staffing-losses.ts';
import { itemsProposal } from './staffing-proposal.ts';
import { databaseNow } from './store/clock-store.ts';
import { actingHoldings, currentHoldings } from './store/grant-store.ts';
import type { View } from './viewer.ts';

/** So many losses are told one by one. */
const most = 1000;

/**
 * What a change that is only thought of would leave worse off, at units whose business the viewer sees.
 * Throws `unknown-code`, `not-held`, `already-exists`, `invalid-period`, `invalid-request`.
 */
export async function previewStaffing(view: View, input: StaffingPreviewInput): Promise<StaffingPreview> {
  const { transaction, centre, policy } = view;
  const { departures = [], leaves = [] } = input;
  const proposal = itemsProposal(policy, input);
  const away = [
    ...(await peopleNamed(view, departures, '/departures')),
    ...(await peopleNamed(view, leaves, '/leaves')),
  ];
  const removed = await removedBy(view, input);
  const holdings = await actingHoldings(transaction, centre);
  const at = await momentOf(view, input.at);
  const present = await presentAt(transaction, centre, holdings, at);
  const change = {
    ...{ at, away, removed },
    ...(proposal
      ? { policy: { after: proposal.after, items: proposal.items.map(({ code }) => code) }, places: proposal.places }
      : {}),
  };
  const losses = (await lossesBy(policy, present, change)).filter(({ unit }) => view.sight.overseen.has(unit));
  return {
    total: losses.length,
    losses: await lossDocuments(transaction, policy, losses.slice(0, most), proposal?.items),
  };
}

async function momentOf({ transaction }: View, at: string | undefined): Promise<number> {
  const now = await databaseNow(transaction);
  const asked = at === undefined ? now : Date.parse(at);
  if (asked < now) throw fieldProblem('invalid-period', '/at', said('in-the-past'));
  return asked;
}

/** Ids of the grants that would go. */
async function removedBy(view: View, { removals = [], grants = [] }: StaffingPreviewInput): Promise<string[]> {
  const held = await currentHoldings(view.transaction, view.centre);
  const ids = new Set(held.map(({ id }) => id));
  for (const [index, grant] of grants.entries())
    if (!ids.has(grant)) throw fieldProblem('not-held', `/grants/${index}`, noSuch('grant', grant));
  const removed = [...grants];
  for (const [index, removal] of removals.entries())
    removed.push(...(await grantsOf(view, held, removal, `/removals/${index}`)));
  return removed;
}

async function grantsOf(
  view: View,
  holdings: readonly Holding[],
  removal: NonNullable<StaffingPreviewInput['removals']>[number],
  path: string,
): Promise<string[]> {
  const role = known(view.policy, 'role', removal.role, `${path}/role`);
  const unit = known(view.policy, 'unit', removal.unit, `${path}/unit`);
  const [person] = await peopleNamed(view, [removal.person], `${path}/person`);
  const held = holdings.filter((one) => one.person === person && one.role === role && one.unit === unit);
  if (held.length === 0)
    throw fieldProblem('not-held', path, said('no-grant-at', { person: removal.person, role, unit }));
  return held.map(({ id }) => id);
}
