import { createHash } from 'node:crypto';
import { type CertificationReport, noSuch, said } from '@zhiheng/contracts';
import { violates } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { act } from './act.ts';
import { maySignOff, readReviewers, turnFrom } from './certification.ts';
import { reportOf } from './certification-report.ts';
import { type Desk, policyOf, requireActive } from './desk.ts';
import { listHoldings } from './store/certification-holding-store.ts';
import { readCertification, readReport, signOff } from './store/certification-store.ts';
import { databaseNow } from './store/clock-store.ts';
import { heldNow } from './store/holder-store.ts';
import { lockPeople, lockPolicy } from './store/locks.ts';
import { append } from './store/log-store.ts';
import type { View } from './viewer.ts';

/**
 * Closes a campaign whose every holding is decided, or has nobody left to decide it: the report is kept as bytes, their
 * SHA-256 goes into the log. Throws `not-found`, `not-permitted`, `certification-closed`, `undecided-holdings`.
 */
export async function signOffCertification(desk: Desk, caller: PersonCaller, id: string, trace: Trace): Promise<void> {
  const { centre } = caller;
  const facts = { ...trace, action: 'certification.signed-off', targetType: 'certification', target: id } as const;
  await act(desk.database, centre, { ...facts, outcome: 'denied' }, async (transaction) => {
    await lockPolicy(transaction, centre, 'shared');
    await lockPeople(transaction, centre, [[caller.person, 'key share']]);
    await requireActive(transaction, caller);
    const stored = await readCertification(transaction, centre, id, 'update');
    if (!stored) throw new Problem('not-found', noSuch('certification', id));
    const policy = await policyOf(desk, transaction, centre);
    if (!maySignOff(policy, await heldNow(transaction, centre, caller.person), stored.unit))
      throw new Problem('not-permitted', said('sign-off-permission'));
    if (stored.openedBy === caller.person) throw new Problem('not-permitted', said('another-signs-off'));
    if (stored.state !== 'open') throw new Problem('certification-closed');
    const organisation = await readReviewers(transaction, policy);
    const holdings = await listHoldings(transaction, centre, id);
    const waiting = holdings.filter((one) => !one.decision && turnFrom(one, one.rung, organisation));
    if (waiting.length) throw new Problem('undecided-holdings', said('holdings-wait', { count: waiting.length }));
    const at = new Date(await databaseNow(transaction));
    const signed = { ...stored, state: 'signed-off', signedOffBy: caller.person, signedOffAt: at } as const;
    const document = await reportOf({ transaction, centre }, signed, holdings, organisation);
    const report = JSON.stringify(document);
    const digest = createHash('sha256').update(report).digest('hex');
    await signOff(transaction, centre, id, { by: caller.person, at, report, digest }).catch(refuse);
    await append(transaction, centre, {
      ...facts,
      outcome: 'done',
      unit: stored.unit,
      after: { digest, ...document.totals },
    });
  });
}

function refuse(error: unknown): never {
  const constraint = violates(error);
  if (constraint === 'certification_signed_off_by_another') throw new Problem('not-permitted');
  if (constraint === 'certification_only_advances') throw new Problem('certification-closed');
  throw error;
}

/** The bytes that were signed off, or the report as it stands, without a digest. Throws `not-found`. */
export async function readCertificationReport(
  view: View,
  id: string,
): Promise<{ text: string; digest: string | null; report: CertificationReport }> {
  const stored = await readCertification(view.transaction, view.centre, id);
  if (!stored || !view.sight.overseen.has(stored.unit)) throw new Problem('not-found', noSuch('certification', id));
  const kept = await readReport(view.transaction, view.centre, id);
  if (kept !== null) return { text: kept, digest: stored.digest, report: JSON.parse(kept) };
  const organisation = await readReviewers(view.transaction, view.policy);
  const holdings = await listHoldings(view.transaction, view.centre, id);
  const report = await reportOf(view, stored, holdings, organisation);
  return { text: JSON.stringify(report), digest: null, report };
}
