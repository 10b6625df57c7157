import type { StaffingPreview, StaffingPreviewInput } from '@zhiheng/contracts';
import { compilePolicy, type Holding, type Item, PolicyError } from '@zhiheng/duties';
import { fieldProblem, Problem } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import { known, peopleNamed } from './overlook.ts';
import { presentAt } from './present-holdings.ts';
import { lossDocuments, lossesBy, withItems } from './staffing-losses.ts';
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
  const { departures = [], leaves = [], removals = [], newItems = [] } = input;
  requireSound(policy, newItems);
  const away = [
    ...(await peopleNamed(view, departures, '/departures')),
    ...(await peopleNamed(view, leaves, '/leaves')),
  ];
  const held = await currentHoldings(transaction, centre);
  const holdings = await actingHoldings(transaction, centre);
  const removed: string[] = [];
  for (const [index, removal] of removals.entries())
    removed.push(...(await grantsOf(view, held, removal, `/removals/${index}`)));
  const at = await momentOf(view, input.at);
  const present = await presentAt(transaction, centre, holdings, at);
  const losses = (await lossesBy(policy, present, { at, away, removed, newItems })).filter(({ unit }) =>
    view.sight.overseen.has(unit),
  );
  return {
    total: losses.length,
    losses: await lossDocuments(transaction, policy, losses.slice(0, most), newItems),
  };
}

async function momentOf({ transaction }: View, at: string | undefined): Promise<number> {
  const now = await databaseNow(transaction);
  const asked = at === undefined ? now : Date.parse(at);
  if (asked < now) throw fieldProblem('invalid-period', '/at', 'lies in the past');
  return asked;
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
  if (held.length === 0) throw fieldProblem('not-held', path, `${removal.person} does not hold ${role} at ${unit}`);
  return held.map(({ id }) => id);
}

/** New items are new, and of units that are there. */
function requireSound(policy: CentrePolicy, newItems: readonly Item[]): void {
  for (const [index, { code }] of newItems.entries())
    if (policy.itemOf.has(code))
      throw fieldProblem('already-exists', `/newItems/${index}/code`, `there is an item "${code}"`);
  if (newItems.length === 0) return;
  try {
    compilePolicy(withItems(policy, newItems));
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    const errors = error.problems.map(({ code, path, value }) => ({
      path: pathOf(policy, path),
      message: `${code} "${value}"`,
    }));
    const unknown = error.problems.every(({ code }) => code.startsWith('unknown-'));
    const told = errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
    throw new Problem(unknown ? 'unknown-code' : 'invalid-request', told, { errors });
  }
}

/** `items.70.unit`, the seventy-first of the whole policy, in the words of the request. */
function pathOf({ policy }: CentrePolicy, path: string): string {
  const [, index = '0', ...rest] = path.split('.');
  return ['/newItems', Number(index) - policy.items.length, ...rest].join('/');
}
