import type { Organisation } from '@zhiheng/approvals';
import { type Certification, type CertificationHolding, noSuch } from '@zhiheng/contracts';
import { encodeCursor, Problem } from '@zhiheng/http';
import { maySignOff, readReviewers, turnFrom } from './certification.ts';
import { postsThrough } from './organisation.ts';
import { oversees } from './sight.ts';
import { type HoldingFilter, listHoldings, type StoredHolding } from './store/certification-holding-store.ts';
import {
  listCertifications,
  markShown,
  progressOf,
  readCertification,
  type StoredCertification,
} from './store/certification-store.ts';
import { peopleById } from './store/people-store.ts';
import type { View } from './viewer.ts';

/** Campaigns that the viewer has to do with, newest first. */
export async function certificationsFor(
  view: View,
  wanted: { state?: string; before?: string; limit: number; only?: string },
): Promise<Certification[]> {
  const stored = await listCertifications(view.transaction, view.centre, {
    ...wanted,
    units: [...view.sight.overseen],
    roles: await postsOf(view),
    ...(view.sight.self === undefined ? {} : { self: view.sight.self }),
  });
  return certificationDocuments(view, stored);
}

/** One campaign. Throws `not-found` for one that the viewer has nothing to do with. */
export async function seeCertification(view: View, id: string): Promise<Certification> {
  const stored = await readCertification(view.transaction, view.centre, id);
  const [document] = stored ? await certificationDocuments(view, [stored]) : [];
  if (!stored || !document || !(await hasPart(view, stored)))
    throw new Problem('not-found', noSuch('certification', id));
  return document;
}

/** Roles by which the viewer may review: their own, and those of the reviewers for whom they stand. */
async function postsOf({ transaction, policy, held, sight }: View): Promise<string[]> {
  const through = postsThrough(await readReviewers(transaction, policy), sight.self);
  return [...held.map(({ role }) => role), ...through];
}

/** Over whose unit they see, or some of whose holdings they review or have reviewed. */
async function hasPart(view: View, { id, unit }: StoredCertification): Promise<boolean> {
  if (view.sight.overseen.has(unit)) return true;
  const roles = new Set(await postsOf(view));
  const holdings = await listHoldings(view.transaction, view.centre, id);
  return holdings.some(
    ({ ladder, decision }) => decision?.reviewer === view.sight.self || ladder.some(({ by }) => roles.has(by)),
  );
}

async function certificationDocuments(view: View, stored: readonly StoredCertification[]): Promise<Certification[]> {
  const { transaction, centre } = view;
  const progress = await progressOf(
    transaction,
    centre,
    stored.map(({ id }) => id),
  );
  const people = await peopleById(
    transaction,
    centre,
    stored.flatMap(({ openedBy, signedOffBy }) => [openedBy, ...(signedOffBy ? [signedOffBy] : [])]),
  );
  const name = (person: string) => people.get(person)?.username ?? person;
  const none = { holdings: 0, kept: 0, removed: 0, undecided: 0, escalated: 0, overdue: 0 };
  return stored.map((one) => {
    const { certification: _, ...counts } = progress.get(one.id) ?? { certification: one.id, ...none };
    const { self } = view.sight;
    return {
      id: one.id,
      name: one.name,
      unit: one.unit,
      risk: one.risk,
      state: one.state,
      remindedAt: one.remindedAt?.toISOString() ?? null,
      openedBy: name(one.openedBy),
      openedAt: one.openedAt.toISOString(),
      dueAt: one.dueAt.toISOString(),
      progress: counts,
      signedOffBy: one.signedOffBy === null ? null : name(one.signedOffBy),
      signedOffAt: one.signedOffAt?.toISOString() ?? null,
      digest: one.digest,
      may: {
        signOff: one.state === 'open' && self !== one.openedBy && maySignOff(view.policy, view.held, one.unit),
      },
    };
  });
}

/** Rows looked at for one page at most; a page that stops there is shorter, and its cursor goes on. */
const mostExamined = 5_000;
const portion = 500;

/**
 * One page of a campaign's holdings: those of people whose business the viewer sees, and those they review or reviewed.
 * `mine`: only what waits for them now, and showing it starts the clock of their next decision.
 */
export async function pageHoldings(
  view: View,
  certification: string,
  wanted: HoldingFilter & { mine?: boolean; orphans?: boolean; limit: number },
): Promise<{ data: CertificationHolding[]; nextCursor: string | null }> {
  const { mine, orphans, limit, ...filter } = wanted;
  const organisation = await readReviewers(view.transaction, view.policy);
  const accept = (holding: StoredHolding) =>
    (mine ? waitsFor(view, holding, organisation) : isSeen(view, holding, organisation)) &&
    (!orphans || orphanOf(holding, organisation) !== null);
  const found: StoredHolding[] = [];
  let { after } = filter;
  let more = true;
  for (let examined = 0; more && found.length <= limit && examined < mostExamined; examined += portion) {
    const rows = await listHoldings(view.transaction, view.centre, certification, {
      ...filter,
      ...(after === undefined ? {} : { after }),
      limit: portion,
    });
    found.push(...rows.filter(accept));
    after = rows.at(-1)?.grant ?? after;
    more = rows.length === portion;
  }
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1)?.grant : more ? after : undefined;
  const data = await holdingDocuments(view, page, organisation);
  if (mine && view.sight.self !== undefined)
    await markShown(view.transaction, view.centre, certification, view.sight.self);
  return { data, nextCursor: last === undefined ? null : encodeCursor([last]) };
}

/** Those of some holdings that the viewer sees. */
export async function seenHoldings(
  view: View,
  certification: string,
  grants: readonly string[],
): Promise<StoredHolding[]> {
  const organisation = await readReviewers(view.transaction, view.policy);
  const holdings = await listHoldings(view.transaction, view.centre, certification, { grants });
  return holdings.filter((holding) => isSeen(view, holding, organisation));
}

function waitsFor({ sight: { self } }: View, holding: StoredHolding, organisation: Organisation): boolean {
  return !holding.decision && self !== undefined && reviewersOf(holding, organisation).includes(self);
}

function isSeen(view: View, holding: StoredHolding, organisation: Organisation): boolean {
  const { sight } = view;
  return (
    oversees(sight, { id: holding.holder, unit: holding.holderUnit }) ||
    (sight.self !== undefined && holding.decision?.reviewer === sight.self) ||
    waitsFor(view, holding, organisation)
  );
}

const reviewersOf = (holding: StoredHolding, organisation: Organisation): string[] =>
  turnFrom(holding, holding.rung, organisation)?.reviewers ?? [];

/** Holdings that are nobody's: of somebody who has left, or that nobody may review. */
function orphanOf(holding: StoredHolding, organisation: Organisation): CertificationHolding['orphan'] {
  if (holding.holderState === 'departed' && holding.held) return 'departed';
  return !holding.decision && !turnFrom(holding, 0, organisation) ? 'no-reviewer' : null;
}

export async function holdingDocuments(
  { transaction, centre }: Pick<View, 'transaction' | 'centre'>,
  holdings: readonly StoredHolding[],
  organisation: Organisation,
): Promise<CertificationHolding[]> {
  const staged = holdings.map((holding) => ({
    holding,
    reviewers: holding.decision ? [] : reviewersOf(holding, organisation),
  }));
  const people = await peopleById(
    transaction,
    centre,
    staged.flatMap(({ holding, reviewers }) => [
      holding.holder,
      ...reviewers,
      ...(holding.decision ? [holding.decision.reviewer, holding.decision.onBehalfOf ?? []].flat() : []),
    ]),
  );
  const name = (person: string) => people.get(person)?.username ?? person;
  return staged.map(({ holding, reviewers }) => ({
    grant: holding.grant,
    person: people.get(holding.holder)?.username ?? null,
    personName: people.get(holding.holder)?.name ?? holding.holder,
    personUnit: holding.holderUnit,
    post: holding.post,
    role: holding.role,
    risk: holding.risk,
    unit: holding.unit,
    since: holding.since?.toISOString() ?? null,
    until: holding.until?.toISOString() ?? null,
    request: holding.request,
    held: holding.held,
    orphan: orphanOf(holding, organisation),
    dueAt: holding.dueAt.toISOString(),
    escalated: holding.rung > 0,
    reviewers: reviewers.map(name),
    decision: holding.decision && decisionOf(holding.decision, name),
  }));
}

function decisionOf(
  { act: _, reviewer, onBehalfOf, ...decision }: NonNullable<StoredHolding['decision']>,
  name: (person: string) => string,
): NonNullable<CertificationHolding['decision']> {
  return { ...decision, reviewer: name(reviewer), ...(onBehalfOf === null ? {} : { onBehalfOf: name(onBehalfOf) }) };
}
