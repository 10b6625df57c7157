import { type ProblemCode, type Said, said } from '@zhiheng/contracts';
import type { FindingStanding } from '../store/finding-store.ts';
import { type FindingAct, findingAfter } from './finding-machine.ts';

/** What somebody may do in internal control, as far as findings of one unit ask for it. */
export interface Powers {
  /** Plans inspections and gives orders. */
  plans: boolean;
  inspects: boolean;
  /** Decides on disputes and closes. */
  closes: boolean;
  /** Leads the centre. */
  leads: boolean;
  /** Answers for the unit. */
  answers: boolean;
}

export interface Refusal {
  code: ProblemCode;
  detail: Said;
}

const holders: Record<FindingAct, readonly (keyof Powers)[]> = {
  'feed-back': ['inspects', 'plans'],
  drop: ['plans'],
  accept: ['answers'],
  dispute: ['answers'],
  uphold: ['closes'],
  withdraw: ['closes'],
  confirm: ['inspects', 'plans', 'closes', 'leads'],
  object: ['inspects', 'plans', 'closes', 'leads'],
  order: ['plans'],
  correct: ['closes'],
  transfer: ['closes'],
  // Its order closes it or lets it go, and access what is settled: nobody does so by hand.
  rectify: [],
  'take-back': [],
  settle: [],
};
/** Acts of those who judge: whoever took part in the case keeps out of them. */
const judging = new Set<FindingAct>([
  'feed-back',
  'drop',
  'uphold',
  'withdraw',
  'confirm',
  'object',
  'order',
  'correct',
]);

/** Why somebody may not do this with a finding; undefined when they may. */
export function refusalOf(
  act: FindingAct,
  finding: Pick<
    FindingStanding,
    'state' | 'source' | 'nature' | 'finder' | 'judge' | 'actor' | 'tookPart' | 'unanswered' | 'transferred'
  >,
  powers: Powers,
): Refusal | undefined {
  if (!holders[act].some((power) => powers[power])) return { code: 'not-permitted', detail: said('finding-powers') };
  if (findingAfter(act, finding.state) === undefined || finding.source === 'permission')
    return { code: 'moved-on', detail: said('finding-not-there') };
  if (judging.has(act) && finding.tookPart) return { code: 'took-part', detail: said('finding-took-part') };
  const second = act === 'confirm' || act === 'object';
  if ((second || act === 'drop') && finding.finder === finding.actor)
    return { code: 'another-person', detail: said('finding-not-by-finder') };
  if (second && finding.judge === finding.actor)
    return { code: 'another-person', detail: said('finding-second-person') };
  if (act === 'order' && finding.state === 'fed-back' && !finding.unanswered)
    return { code: 'moved-on', detail: said('finding-to-be-heard') };
  if (act === 'transfer' && finding.transferred)
    return { code: 'already-recorded', detail: said('finding-transferred') };
  if (act === 'correct' && finding.nature === 'suspected-fraud' && !finding.transferred)
    return { code: 'moved-on', detail: said('fraud-transferred-first') };
  return undefined;
}
