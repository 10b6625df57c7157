import { createHash } from 'node:crypto';
import {
  type BulkDecisionInput,
  type BulkInput,
  type BulkPreview,
  listed,
  noSuch,
  problems,
  said,
} from '@zhiheng/contracts';
import { inCentre, type Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { act } from './act.ts';
import { attached } from './approval-entries.ts';
import { RemovalsTogether } from './bulk-cover.ts';
import { LinesTogether, wishesOf } from './bulk-lines.ts';
import { type Desk, policyOf, requireActive } from './desk.ts';
import { decideRequest, strictRisk } from './request-decide.ts';
import { asShown } from './request-document.ts';
import { resolveInput } from './request-input.ts';
import { shownOutlook } from './request-outlook.ts';
import { previewRequest, submitWithin } from './request-submit.ts';
import {
  findBulkByKey,
  inSavepoint,
  insertBulk,
  readBulk,
  type StoredBulk,
  type StoredLine,
} from './store/bulk-store.ts';
import { databaseNow } from './store/clock-store.ts';
import { lockPeople, lockPolicy, lockRemovals, type PersonLock } from './store/locks.ts';
import { append } from './store/log-store.ts';
import { findPerson } from './store/people-store.ts';
import { highestRisk } from './store/request-store.ts';
import type { View } from './viewer.ts';

/** What would become of each line, judged with those before it. Changes nothing. */
export async function previewBulk(
  desk: Desk,
  view: View,
  caller: PersonCaller,
  input: BulkInput,
  english: boolean,
): Promise<BulkPreview> {
  const { transaction, policy } = view;
  const wishes = await wishesOf(transaction, policy, input);
  const removals = await RemovalsTogether.of(transaction, policy, wishes, input.coverPlan);
  const together = new LinesTogether();
  const lines: BulkPreview['lines'] = [];
  for (const wish of wishes) {
    const { line } = wish;
    try {
      if ('problem' in wish) throw wish.problem;
      const outlook = await previewRequest(desk, transaction, caller, removals.covered(wish.input));
      const preview = await shownOutlook(view, outlook, english, removals.of(wish.input));
      const at = await databaseNow(transaction);
      const problem = preview.submittable
        ? await together.judge(transaction, policy, outlook.input, at).then(() => null, asRefusal)
        : preview.problem;
      const submittable = preview.submittable && problem === null;
      if (submittable) together.add(outlook.input, at);
      const conflicts = problem instanceof Problem ? (problem.members.conflicts ?? []) : preview.conflicts;
      lines.push({
        line,
        preview: { ...preview, submittable, conflicts },
        problem: problem instanceof Problem ? asShown(problem, english) : problem,
      });
    } catch (error) {
      lines.push({ line, problem: asShown(asRefusal(error), english) });
    }
  }
  return { submittable: lines.every(({ preview }) => preview?.submittable === true), lines };
}

function asRefusal(error: unknown): Problem {
  if (error instanceof Problem && error.status < 500) return error;
  throw error;
}

/**
 * Submits every line as a request of its own, in one transaction: all of them or none, or with `whole: false` those that can
 * be. The same `idempotencyKey` again gives what it made. Throws `bulk-refused` with the lines, `idempotency-mismatch`.
 */
export async function submitBulk(
  desk: Desk,
  caller: PersonCaller,
  input: BulkInput,
  trace: Trace,
  idempotencyKey?: string,
): Promise<string> {
  const { centre } = caller;
  const facts = { ...trace, action: 'bulk.submitted', targetType: 'bulk', reason: input.reason } as const;
  const digest = createHash('sha256').update(JSON.stringify(input)).digest('hex');
  const refused = { ...facts, outcome: 'denied', details: { lines: input.lines.length } } as const;
  return act(desk.database, centre, refused, async (transaction) => {
    if (input.lines.some(({ change }) => change === 'revoke')) await lockRemovals(transaction, centre);
    // Takes its time in a large centre: nobody but another removal waits for it behind a lock.
    const removals = await removalsOf(desk, transaction, centre, input);
    await lockPolicy(transaction, centre, 'shared');
    await lockPeople(transaction, centre, await peopleOf(transaction, caller, input));
    await requireActive(transaction, caller);
    const before =
      idempotencyKey === undefined
        ? undefined
        : await findBulkByKey(transaction, centre, caller.person, idempotencyKey);
    if (before && before.digest !== digest) throw new Problem('idempotency-mismatch');
    if (before) return before.id;
    const { whole = true } = input;
    const lines = await submitLines(desk, transaction, caller, { ...input, removals }, trace);
    const failed = lines.filter(({ failure }) => failure !== null);
    if (failed.length && (whole || failed.length === lines.length)) throw refusal(failed);
    const { reason } = input;
    const bulk = { requester: caller.person, reason, whole, digest, lines, idempotencyKey: idempotencyKey ?? null };
    const id = await insertBulk(transaction, centre, bulk);
    await append(transaction, centre, {
      ...facts,
      outcome: 'done',
      target: id,
      after: { requests: lines.length - failed.length, refused: failed.length, ...attached(input.attachments) },
    });
    return id;
  });
}

async function removalsOf(desk: Desk, transaction: Transaction, centre: string, input: BulkInput) {
  const policy = await policyOf(desk, transaction, centre);
  return RemovalsTogether.of(transaction, policy, await wishesOf(transaction, policy, input), input.coverPlan);
}

/** Everybody whom a line is about, and the caller, whose own bulks take turns so that a retry waits for the first try. */
async function peopleOf(
  transaction: Transaction,
  caller: PersonCaller,
  { lines }: BulkInput,
): Promise<[string, PersonLock][]> {
  const people: [string, PersonLock][] = [[caller.person, 'update']];
  for (const name of new Set(lines.map(({ beneficiary }) => beneficiary))) {
    const person = await findPerson(transaction, caller.centre, name);
    if (person) people.push([person.id, 'update']);
  }
  return people;
}

async function submitLines(
  desk: Desk,
  transaction: Transaction,
  caller: PersonCaller,
  { removals, ...input }: BulkInput & { removals: RemovalsTogether },
  trace: Trace,
): Promise<StoredLine[]> {
  const policy = await policyOf(desk, transaction, caller.centre);
  const together = new LinesTogether();
  const lines: StoredLine[] = [];
  for (const wish of await wishesOf(transaction, policy, input)) {
    try {
      if ('problem' in wish) throw wish.problem;
      const wanted = removals.covered(wish.input);
      const removal = removals.of(wish.input);
      const request = await inSavepoint(transaction, async () => {
        const resolved = await resolveInput(transaction, policy, wanted);
        const at = await databaseNow(transaction);
        await together.judge(transaction, policy, resolved, at);
        const stored = await submitWithin(desk, transaction, caller, wanted, trace, { removal });
        together.add(resolved, at);
        return stored;
      });
      lines.push({ line: wish.line, request: request.id, failure: null });
    } catch (error) {
      const { code, detail } = asRefusal(error);
      lines.push({ line: wish.line, request: null, failure: { code, ...(detail === undefined ? {} : { detail }) } });
    }
  }
  return lines;
}

const refusal = (failed: readonly StoredLine[]): Problem =>
  new Problem('bulk-refused', said('lines-refused', { count: failed.length }), {
    errors: failed.flatMap(({ line, failure }) =>
      failure
        ? [
            {
              path: `/lines/${line - 1}`,
              message: listed([problems[failure.code], failure.detail ?? []].flat(), ['：', ': ']),
            },
          ]
        : [],
    ),
  });

export type BulkVerdict = { request: string; state: string } | { request: string; problem: Problem };

/** One approver decides all requests of a bulk, or those named: each is judged by itself and has its own verdict. */
export async function decideBulk(
  desk: Desk,
  caller: PersonCaller,
  bulk: StoredBulk,
  { requests, ...decision }: BulkDecisionInput,
  trace: Trace,
): Promise<BulkVerdict[]> {
  const own = bulk.lines.flatMap(({ request }) => (request === null ? [] : [request]));
  const verdicts: BulkVerdict[] = [];
  // Asked for once and before any: half a bulk decided is no good place to be sent away from.
  if (desk.requireStepUp && (await highestOf(desk, caller.centre, own)) >= strictRisk) desk.requireStepUp(caller);
  for (const request of requests ?? own) {
    try {
      if (!own.includes(request)) throw new Problem('not-found', said('not-in-bulk', { request }));
      const { approval } = await decideRequest(desk, caller, request, decision, trace);
      verdicts.push({ request, state: approval.state });
    } catch (error) {
      verdicts.push({ request, problem: asRefusal(error) });
    }
  }
  return verdicts;
}

const highestOf = ({ database }: Desk, centre: string, requests: string[]): Promise<number> =>
  inCentre(database, centre, (transaction) => highestRisk(transaction, centre, requests));

export async function bulkOf(transaction: Transaction, centre: string, id: string): Promise<StoredBulk> {
  const bulk = await readBulk(transaction, centre, id);
  if (!bulk) throw new Problem('not-found', noSuch('bulk', id));
  return bulk;
}
