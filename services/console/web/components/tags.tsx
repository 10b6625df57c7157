import type { Grant, Outcome, Person, Request, Rule } from '@zhiheng/contracts';
import { Tag } from 'antd';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';

const riskColours = { 1: 'green', 2: 'gold', 3: 'volcano' } as const;

export function RiskTag({ risk }: { risk: number }) {
  const { say } = useSpeech();
  return <Tag color={riskColours[risk as 1 | 2 | 3]}>{say('riskLevel', { level: risk })}</Tag>;
}

const requestColours: Record<Request['state'], string> = {
  pending: 'blue',
  approved: 'cyan',
  applied: 'green',
  rejected: 'red',
  withdrawn: 'default',
  expired: 'default',
  failed: 'red',
};

export function RequestStateTag({ state }: { state: Request['state'] }) {
  const { say } = useSpeech();
  return <Tag color={requestColours[state]}>{say(`request.state.${state}`)}</Tag>;
}

const grantColours: Record<Grant['state'], string> = {
  planned: 'blue',
  active: 'green',
  suspended: 'orange',
  ended: 'default',
};

export function GrantStateTag({ state }: { state: Grant['state'] }) {
  const { say } = useSpeech();
  return <Tag color={grantColours[state]}>{say(`grant.state.${state}`)}</Tag>;
}

export function PersonStateTag({ state }: { state: Person['state'] }) {
  const { say } = useSpeech();
  return <Tag color={state === 'active' ? 'green' : 'default'}>{say(`person.state.${state}`)}</Tag>;
}

const outcomeColours: Record<Outcome, string> = { done: 'green', allowed: 'green', denied: 'orange', failed: 'red' };

export function OutcomeTag({ outcome }: { outcome: Outcome }) {
  const { pick } = useSpeech();
  return <Tag color={outcomeColours[outcome]}>{pick(wordsOf('outcomes', outcome))}</Tag>;
}

export function EffectTag({ effect }: { effect: Rule['effect'] }) {
  const { say } = useSpeech();
  return <Tag color={effect === 'block' ? 'red' : 'gold'}>{say(`rules.effect.${effect}`)}</Tag>;
}
