import { type CertificationDecisionsInput, said } from '@zhiheng/contracts';
import { inCentre, newId, type Transaction, violates } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { act } from './act.ts';
import { isConcerned, readReviewers, turnFrom } from './certification.ts';
import { leftBehind, removeHolding } from './certification-removal.ts';
import { type Desk, policyOf, requireActive } from './desk.ts';
import { nothingLost } from './removal.ts';
import {
  insertCertificationDecision,
  listHoldings,
  lockTurn,
  millisecondsSinceShown,
  type StoredHolding,
} from './store/certification-holding-store.ts';
import { readCertification } from './store/certification-store.ts';
import { currentDeputies } from './store/deputy-store.ts';
import { lockPeople, lockPolicy, type PersonLock } from './store/locks.ts';
import { append } from './store/log-store.ts';

type Given = CertificationDecisionsInput['decisions'][number];
export type Verdict = { grant: string; problem?: Problem };

/**
 * Decides one holding or many by one act; each in its own transaction, with its own verdict. Only a fault of ours is
 * thrown: what was decided before it stays decided.
 */
export async function decideHoldings(
  desk: Desk,
  caller: PersonCaller,
  certification: string,
  decisions: readonly Given[],
  trace: Trace,
): Promise<Verdict[]> {
  const tookMs = await inCentre(desk.database, caller.centre, (transaction) =>
    millisecondsSinceShown(transaction, caller.centre, certification, caller.person),
  );
  const of = { certification, act: newId(), together: decisions.length, tookMs };
  const verdicts: Verdict[] = [];
  for (const given of decisions) {
    try {
      await decideHolding(desk, caller, of, given, trace);
      verdicts.push({ grant: given.grant });
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500) throw error;
      verdicts.push({ grant: given.grant, problem: error });
    }
  }
  return verdicts;
}

interface Act {
  certification: string;
  act: string;
  together: number;
  tookMs: number | null;
}

/**
 * Throws `not-found`, `certification-closed`, `holding-decided`, `own-holding`, `not-a-candidate`, `comment-required`, and
 * what a request to remove is refused for.
 */
async function decideHolding(desk: Desk, caller: PersonCaller, of: Act, given: Given, trace: Trace): Promise<void> {
  const { centre } = caller;
  const facts = {
    ...trace,
    action: 'certification.decided',
    targetType: 'grant',
    target: given.grant,
    details: { certification: of.certification, decision: given.decision, together: of.together, tookMs: of.tookMs },
  } as const;
  if (given.decision === 'remove' && !given.reason?.trim()) throw new Problem('comment-required');
  await act(desk.database, centre, { ...facts, outcome: 'denied' }, async (transaction) => {
    const left =
      given.decision === 'remove'
        ? await leftBehind(desk, transaction, centre, of.certification, given.grant)
        : nothingLost;
    const holding = await lockHolding(transaction, caller, of.certification, given);
    const { rung, onBehalfOf = null } = await voiceOf(desk, transaction, caller, holding);
    const removal =
      given.decision === 'remove'
        ? await removeHolding(desk, transaction, caller, holding, { ...given, left, onBehalfOf }, trace)
        : { removal: null, request: null };
    await insertCertificationDecision(transaction, centre, of.certification, {
      grant: holding.grant,
      holder: holding.holder,
      reviewer: caller.person,
      onBehalfOf,
      rung,
      decision: given.decision,
      reason: given.reason ?? null,
      tookMs: of.tookMs,
      act: of.act,
      together: of.together,
      ...removal,
    }).catch(refuse);
    await append(transaction, centre, {
      ...facts,
      outcome: 'done',
      unit: holding.unit,
      about: holding.holder,
      ...(given.reason === undefined ? {} : { reason: given.reason }),
      details: { ...facts.details, role: holding.role, ...removal, ...(onBehalfOf === null ? {} : { onBehalfOf }) },
    });
  });
}

/** Locks centre, people, campaign and turn, in the order of all locks; gives the holding as it is then. */
async function lockHolding(
  transaction: Transaction,
  caller: PersonCaller,
  certification: string,
  { grant, decision }: Given,
): Promise<StoredHolding> {
  const { centre } = caller;
  const read = async () => (await listHoldings(transaction, centre, certification, { grants: [grant] }))[0];
  await lockPolicy(transaction, centre, 'shared');
  const seen = await read();
  if (!seen) throw new Problem('not-found', said('not-in-certification', { grant, certification }));
  await lockPeople(transaction, centre, [
    [seen.holder, decision === 'remove' ? 'update' : 'key share'],
    [caller.person, 'key share'],
    ...(await principalsOf(transaction, caller)).map((person): [string, PersonLock] => [person, 'key share']),
  ]);
  await requireActive(transaction, caller);
  const campaign = await readCertification(transaction, centre, certification, 'share');
  if (campaign?.state !== 'open') throw new Problem('certification-closed');
  await lockTurn(transaction, centre, certification, grant);
  const holding = (await read()) as StoredHolding;
  if (holding.decision) throw new Problem('holding-decided');
  return holding;
}

/** For whom the caller may stand: who is recorded with them is locked with them. */
async function principalsOf(transaction: Transaction, { centre, person }: PersonCaller): Promise<string[]> {
  const deputyships = await currentDeputies(transaction, centre, [person]);
  return deputyships.filter(({ deputy }) => deputy === person).map(({ principal }) => principal);
}

/**
 * The rung the caller decides on, and for whom, unless it is for themselves; who stands for several stands for the first.
 * Throws `own-holding`, `not-a-candidate`.
 */
async function voiceOf(
  desk: Desk,
  transaction: Transaction,
  caller: PersonCaller,
  holding: StoredHolding,
): Promise<{ rung: number; onBehalfOf?: string }> {
  if (isConcerned(holding, caller.person)) throw new Problem('own-holding');
  const organisation = await readReviewers(transaction, await policyOf(desk, transaction, caller.centre));
  const turn = turnFrom(holding, holding.rung, organisation);
  const voice = turn?.voices.find(({ person }) => person === caller.person);
  if (!turn || !voice) throw new Problem('not-a-candidate', said('another-reviews'));
  const { onBehalfOf } = voice;
  return { rung: turn.rung, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) };
}

/** The database's own refusals, should two acts ever pass each other in spite of the locks. */
const refusals = new Map([
  ['certification_decision_pkey', 'holding-decided'],
  ['certification_is_open', 'certification-closed'],
  ['certification_not_of_oneself', 'own-holding'],
  ['certification_not_of_own_granting', 'own-holding'],
  ['certification_not_of_principal', 'own-holding'],
  ['certification_needs_deputyship', 'not-a-candidate'],
  ['certification_needs_active_person', 'account-disabled'],
] as const);

function refuse(error: unknown): never {
  const code = refusals.get(violates(error) as 'certification_is_open');
  throw code ? new Problem(code) : error;
}
