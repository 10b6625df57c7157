import type { DecisionReason } from '@zhiheng/contracts';
import { weigh } from './ability.ts';
import { dutyInquiry, type Inquiry, placed } from './inquiry.ts';
import type { Person, Standing } from './standing.ts';
import { refuseDuty } from './step-judge.ts';
import type { CaseRow } from './store/case-store.ts';

/** What a decision is and what it rests on. */
export interface Finding {
  decision: boolean;
  code: DecisionReason;
  /** The grant that permits or forbids. */
  grant?: string;
  /** The rule that would be broken, and the prior step it founders on. */
  rule?: string;
  step?: { duty: string; person: string; round: number };
}

const denied = (code: DecisionReason): Finding => ({ decision: false, code });

/** Finds by what the person may do and, for a recorded case, by its rules and the order of its duties. */
export function find(standing: Standing, inquiry: Inquiry, recorded?: CaseRow): Finding {
  const { person } = standing;
  if (!person) return denied('unknown-subject');
  if (!person.active) return denied('not-active');
  return recorded ? findOnCase(standing, person, inquiry, recorded) : findPermitted(standing, person, inquiry);
}

function findPermitted({ policy }: Standing, person: Person, asked: Inquiry): Finding {
  const inquiry = placed(policy, asked);
  if (!inquiry) return denied('unknown-resource');
  const { properties } = inquiry.subject;
  const subject = { ...inquiry.subject, properties: properties ? { ...properties, ...person.facts } : person.facts };
  return permitted(person, { ...inquiry, subject });
}

/** What the case is stands in its record, whatever the request says of it. */
function findOnCase({ policy }: Standing, person: Person, asked: Inquiry, recorded: CaseRow): Finding {
  const { subject, action, resource, context } = asked;
  const { resource: facts } = dutyInquiry(
    { id: subject.id, properties: person.facts },
    action.name,
    resource.id,
    recorded,
  );
  const finding = permitted(person, {
    subject: { ...subject, properties: { ...subject.properties, ...person.facts } },
    action,
    resource: { ...facts, properties: { ...resource.properties, ...facts.properties } },
    context,
  });
  if (!finding.decision) return finding;
  const refusal = refuseDuty(policy, recorded, action.name, person.id);
  if (!refusal) return finding;
  if (refusal.code !== 'duty-conflict') return denied(refusal.code);
  const [conflict] = refusal.conflicts;
  const step = conflict?.with[0];
  return {
    ...denied('duty-conflict'),
    ...(conflict ? { rule: conflict.rule } : {}),
    ...(step ? { step: { duty: step.duty, person: person.username, round: step.round } } : {}),
  };
}

function permitted(person: Person, inquiry: Inquiry): Finding {
  const weighed = weigh(person.ability, inquiry);
  if (weighed.allowed) return { decision: true, code: 'permitted', grant: weighed.grant };
  return weighed.grant === undefined ? denied(weighed.code) : { ...denied(weighed.code), grant: weighed.grant };
}
