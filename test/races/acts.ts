import type { Database } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { CentrePolicies } from '../../services/access/centre-policy.ts';
import { depart } from '../../services/access/departures.ts';
import type { Desk } from '../../services/access/desk.ts';
import { decideRequest, withdrawRequest } from '../../services/access/request-decide.ts';
import { moveOverdue } from '../../services/access/request-overdue.ts';
import { Steps } from '../../services/access/steps.ts';
import { keepEveryPlan } from './kept-connections.ts';

/** What one of several who act at once does. It crosses to another process as it is. */
export type Act =
  | { kind: 'decide'; as: PersonCaller; request: string }
  | { kind: 'withdraw'; as: PersonCaller; request: string }
  | { kind: 'depart'; as: PersonCaller; person: string }
  | { kind: 'step'; centre: string; case: string; duty: string; actor: string }
  | { kind: 'overdue'; centre: string };

/** One who acts over a pool, a memory of policies and batches of steps of their own, as a process of the service does. */
export interface Racer {
  /** What became of it: the state it left, or the code of the refusal. Rejects on any other fault. */
  perform(act: Act): Promise<string>;
  close(): Promise<void>;
}

export function racerOver(database: Database): Racer {
  keepEveryPlan(database);
  const policies = new CentrePolicies();
  const desk: Desk = { database, policies };
  const steps = new Steps(database, policies);
  return {
    async perform(act) {
      try {
        return await perform(desk, steps, act);
      } catch (error) {
        if (error instanceof Problem) return error.code;
        throw error;
      }
    },
    close: () => database.close(),
  };
}

async function perform(desk: Desk, steps: Steps, act: Act): Promise<string> {
  switch (act.kind) {
    case 'decide':
      return (await decideRequest(desk, act.as, act.request, { decision: 'approve' }, traceOf(act.as))).approval.state;
    case 'withdraw':
      return (await withdrawRequest(desk, act.as, act.request, traceOf(act.as))).approval.state;
    case 'depart':
      await depart(desk, act.as, { person: act.person, kind: 'resigned' }, traceOf(act.as));
      return 'departed';
    case 'step': {
      const { centre, case: id, duty, actor } = act;
      const trace: Trace = { correlationId: id, address: '127.0.0.1', client: 'races' };
      await steps.record(centre, { case: id, duty, actor, outcome: 'done', client: 'races', trace });
      return 'recorded';
    }
    case 'overdue':
      return (await moveOverdue(desk, act.centre)) > 0 ? 'moved' : 'nothing';
  }
}

const traceOf = ({ username, person, account, client }: PersonCaller): Trace => ({
  correlationId: 'races',
  address: '127.0.0.1',
  actor: username,
  person,
  account,
  client,
});
