import {
  type CertificationDecisionsInput,
  type CertificationPreview,
  type CertificationPreviewInput,
  type RequestInput,
  said,
} from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { seenHoldings } from './certification-read.ts';
import { coverRefusal } from './cover-plan.ts';
import { type Desk, policyOf } from './desk.ts';
import { nothingLost, type RemovalOutlook } from './removal.ts';
import { removalOutlooks } from './removal-losses.ts';
import { asShown } from './request-document.ts';
import { resolveInput } from './request-input.ts';
import { submitWithin } from './request-submit.ts';
import { listHoldings, pendingRevocation, type StoredHolding } from './store/certification-holding-store.ts';
import { lockRemovals } from './store/locks.ts';
import type { View } from './viewer.ts';

type Given = CertificationDecisionsInput['decisions'][number];

interface Removal {
  removal: 'requested' | 'ended' | 'refused';
  request: string | null;
}

/** What the removal of a holding leaves behind, with those under way done. Takes the lock of removals, hence before all others. */
export async function leftBehind(
  desk: Desk,
  transaction: Transaction,
  centre: string,
  certification: string,
  grant: string,
): Promise<RemovalOutlook> {
  await lockRemovals(transaction, centre);
  const policy = await policyOf(desk, transaction, centre);
  const [holding] = await listHoldings(transaction, centre, certification, { grants: [grant] });
  if (!holding || !(await opensRequest(transaction, centre, holding))) return nothingLost;
  const [outlook] = await removalOutlooks(transaction, policy, [removalOf(holding)]);
  return outlook ?? nothingLost;
}

/**
 * Opens the request that takes the grant away, through the chain for removals; the one under way serves as well. A deputy asks
 * for who they stand for, so that neither decides on it. Throws what a request to remove is refused for.
 */
export async function removeHolding(
  desk: Desk,
  transaction: Transaction,
  caller: PersonCaller,
  holding: StoredHolding,
  { reason, coverPlan, left, onBehalfOf }: Given & { left: RemovalOutlook; onBehalfOf: string | null },
  trace: Trace,
): Promise<Removal> {
  if (!holding.held) return { removal: 'ended', request: null };
  const pending = await pendingRevocation(transaction, caller.centre, holding);
  if (pending) return { removal: 'requested', request: pending };
  // Of somebody who has left nothing can be requested: the orphan stands in the report.
  if (holding.holderState !== 'active') return { removal: 'refused', request: null };
  const request = await submitWithin(desk, transaction, caller, inputOf(holding, reason, coverPlan), trace, {
    removal: left,
    ...(onBehalfOf === null ? {} : { onBehalfOf }),
  });
  return { removal: 'requested', request: request.id };
}

/**
 * What each removal would leave behind once those before it are done, of holdings that the viewer sees. Changes nothing. Throws
 * `not-found`, and what a plan that names nobody is refused for.
 */
export async function previewRemovals(
  view: View,
  certification: string,
  { removals }: CertificationPreviewInput,
  english: boolean,
): Promise<CertificationPreview> {
  const { transaction, centre, policy, sight } = view;
  const seen = await seenHoldings(
    view,
    certification,
    removals.map(({ grant }) => grant),
  );
  const holdingOf = new Map(seen.map((holding) => [holding.grant, holding]));
  const asked: (CertificationPreviewInput['removals'][number] & { holding: StoredHolding })[] = [];
  for (const removal of removals) {
    const holding = holdingOf.get(removal.grant);
    if (!holding) throw new Problem('not-found', said('not-in-certification', { grant: removal.grant, certification }));
    if (await opensRequest(transaction, centre, holding)) asked.push({ ...removal, holding });
  }
  const outlooks = await removalOutlooks(
    transaction,
    policy,
    asked.map(({ holding }) => removalOf(holding)),
  );
  const told = new Map<string, CertificationPreview['removals'][number]>();
  for (const [index, { grant, holding, coverPlan }] of asked.entries()) {
    const left = outlooks[index] ?? nothingLost;
    const input = await resolveInput(transaction, policy, inputOf(holding, undefined, coverPlan));
    const problem = await coverRefusal(transaction, policy, input, left);
    told.set(grant, {
      grant,
      thinlyCovered: left.thinlyCovered,
      losses: left.losses.filter(({ unit }) => sight.overseen.has(unit)),
      problem: problem ? asShown(problem, english) : null,
    });
  }
  const nothing = { thinlyCovered: [], losses: [], problem: null };
  return { removals: removals.map(({ grant }) => told.get(grant) ?? { grant, ...nothing }) };
}

/** Not of what has ended, of who has left, or where another request is under way. */
const opensRequest = async (transaction: Transaction, centre: string, holding: StoredHolding): Promise<boolean> =>
  holding.held &&
  holding.holderState === 'active' &&
  (await pendingRevocation(transaction, centre, holding)) === undefined;

const removalOf = ({ holder, role, unit }: StoredHolding) => ({ person: holder, role, unit });

const inputOf = (
  { holder, role, unit }: StoredHolding,
  reason: string | undefined,
  coverPlan: RequestInput['coverPlan'],
): RequestInput => ({
  change: 'revoke',
  beneficiary: holder,
  role,
  unit,
  reason: reason ?? '',
  ...(coverPlan === undefined ? {} : { coverPlan }),
});
