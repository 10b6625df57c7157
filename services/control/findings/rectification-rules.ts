import { said } from '@zhiheng/contracts';
import type { RectificationStanding } from '../store/rectification-store.ts';
import type { Powers, Refusal } from './finding-rules.ts';
import { type RectificationAct, rectificationAfter } from './rectification-machine.ts';

const holders: Record<RectificationAct, keyof Powers> = {
  receive: 'answers',
  answer: 'answers',
  extend: 'answers',
  verify: 'inspects',
  return: 'inspects',
  refuse: 'closes',
  close: 'closes',
  void: 'plans',
};
const ofAnother = new Set<RectificationAct>(['verify', 'return', 'refuse', 'close']);
const ofOutsider = new Set<RectificationAct>(['verify', 'return']);

/** Why somebody may not do this with an order; undefined when they may. */
export function rectificationRefusal(
  act: RectificationAct,
  order: Pick<RectificationStanding, 'state' | 'rectifies' | 'tookPart' | 'extended' | 'untransferred' | 'issuer'>,
  powers: Powers,
): Refusal | undefined {
  if (!powers[holders[act]]) return { code: 'not-permitted', detail: said('rectification-powers') };
  if (rectificationAfter(act, order.state) === undefined)
    return { code: 'moved-on', detail: said('rectification-not-there') };
  if (act === 'void' && !order.issuer) return { code: 'not-permitted', detail: said('rectification-by-issuer') };
  if (ofAnother.has(act) && order.rectifies)
    return { code: 'another-person', detail: said('rectification-by-another') };
  if (ofOutsider.has(act) && order.tookPart) return { code: 'took-part', detail: said('finding-took-part') };
  if (act === 'extend' && order.extended) return { code: 'already-recorded', detail: said('extended-once') };
  if (act === 'close' && order.untransferred) return { code: 'moved-on', detail: said('fraud-transferred-first') };
  return undefined;
}
