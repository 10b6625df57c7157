import type { ConflictDocument, DecisionReason } from '@zhiheng/contracts';
import { subjectLookup } from '@zhiheng/duties';
import { weigh } from './ability.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { caseFacts, type Inquiry, placed } from './inquiry.ts';
import type { Person, Standing } from './standing.ts';
import { type JudgedCase, type OnRecord, type RecordedCase, StepGrounds } from './step-grounds.ts';
import { judgeDuty, judgeUnrecorded } from './step-judge.ts';

/** What a decision is and what it rests on. */
export interface Finding {
  decision: boolean;
  code: DecisionReason;
  /** The grant that permits or forbids. */
  grant?: string;
  /** The rule that would be broken, and the prior step it founders on. */
  rule?: string;
  step?: { duty: string; person: string; round: number; case?: string; item?: string; at?: string };
  /** All that would be broken. */
  conflicts?: readonly ConflictDocument[];
  /** Not found out: of the case's subject, or of exceptions, what is on record has to be read first. */
  unread?: true;
}

const denied = (code: DecisionReason): Finding => ({ decision: false, code });

/**
 * Finds by what the person may do and by the rules of the case; of a recorded one by the order of its duties, too. `unread` where
 * that takes what is on record.
 */
export function find(standing: Standing, inquiry: Inquiry, onRecord?: OnRecord): Finding {
  const { person } = standing;
  if (!person) return denied('unknown-subject');
  if (!person.active) return denied('not-active');
  if (person.away) return denied('on-leave');
  const { one, grounds } = onRecord ?? {};
  return one && grounds
    ? findOnCase(standing, person, inquiry, { one, grounds })
    : findPermitted(standing, person, inquiry, grounds);
}

function findPermitted({ policy }: Standing, person: Person, input: Inquiry, grounds?: StepGrounds): Finding {
  const inquiry = placed(policy, input);
  if (!inquiry) return denied('unknown-resource');
  const barred = whyNotOpened(policy, inquiry);
  if (barred) return denied(barred);
  const { subject, action, resource, context } = inquiry;
  const { type, id, properties } = subject;
  const facts = properties ? { ...properties, ...person.facts } : person.facts;
  const asked = { subject: { type, id, properties: facts }, action, resource, context };
  const finding = permitted(person, asked);
  if (!finding.decision || resource.type !== 'case') return finding;
  // Mostly nothing but the permission can stand in the way.
  const { about } = inquiry;
  if (about === undefined && !person.bounded && !policy.compiled.caseRules.bindFirst) return finding;
  return findUnrecorded(policy, person, { ...asked, about }, finding, grounds);
}

/** No case is opened on a retired item, at a retired unit, or by a channel that the item is not open to; a recorded one goes on. */
function whyNotOpened({ itemOf, compiled }: CentrePolicy, { resource }: Inquiry): DecisionReason | undefined {
  if (resource.type !== 'case') return undefined;
  const { item, unit, channel } = resource.properties ?? {};
  const of = itemOf.get(item as string);
  if (of?.retired || compiled.unitOf.get(unit as string)?.retired) return 'retired';
  const named = channel !== undefined && channel !== null;
  return named && !of?.channels.includes(channel as string) ? 'channel-not-open' : undefined;
}

/** Nothing is on record; an exception could only lift what is found, so that nothing found is permitted. */
const nothing = new StepGrounds({ at: 0, prior: [], related: [], exceptions: [] }, []);

function findUnrecorded(
  policy: CentrePolicy,
  person: Person,
  inquiry: Inquiry,
  finding: Finding,
  grounds: StepGrounds | undefined,
): Finding {
  const { item, unit, channel } = inquiry.resource.properties as { item: string; unit: string; channel?: unknown };
  const one: JudgedCase = {
    ...{ id: inquiry.resource.id, item, unit, steps: [] },
    channel: typeof channel === 'string' ? channel : null,
    subject: inquiry.about ?? null,
  };
  if (!grounds && one.subject !== null && looksAtSubject(policy, one, inquiry.action.name)) return unread;
  const doer = { person: person.id, grants: person.grants };
  const conflicts = judgeUnrecorded(policy, one, inquiry, doer, grounds ?? nothing);
  if (conflicts.length === 0) return finding;
  return grounds ? foundered(person, conflicts) : unread;
}

const unread: Finding = Object.freeze({ ...denied('unavailable'), unread: true as const });

function looksAtSubject({ compiled }: CentrePolicy, { item, unit, channel }: JudgedCase, duty: string): boolean {
  const { since, relation } = subjectLookup(
    compiled,
    { case: { item, unit, ...(channel === null ? {} : { channel }) }, duty },
    0,
  );
  return relation || since !== undefined;
}

/** What the case is stands in its record, whatever the request says of it. */
function findOnCase({ policy }: Standing, person: Person, asked: Inquiry, { one, grounds }: RecordedCase): Finding {
  const { subject, action, resource, context } = asked;
  const facts = caseFacts(one);
  // Spread only where something was said: this runs for every decision on a case.
  const inquiry: Inquiry = {
    subject: {
      type: subject.type,
      id: subject.id,
      properties: subject.properties ? { ...subject.properties, ...person.facts } : person.facts,
    },
    action,
    resource: {
      type: 'case',
      id: resource.id,
      properties: resource.properties ? { ...resource.properties, ...facts } : facts,
    },
    context,
  };
  const finding = permitted(person, inquiry);
  if (!finding.decision) return finding;
  const judged = judgeDuty(policy, one, inquiry, { person: person.id, grants: person.grants }, grounds);
  if (judged.code === 'permitted') return finding;
  return judged.code === 'duty-conflict' ? foundered(person, judged.conflicts) : denied(judged.code);
}

/** A denial by rules: all of them, and apart the first of them and what it founders on first. */
function foundered(person: Person, conflicts: readonly ConflictDocument[]): Finding {
  const [conflict] = conflicts;
  const [against] = conflict?.with ?? [];
  return {
    ...denied('duty-conflict'),
    conflicts,
    ...(conflict ? { rule: conflict.rule } : {}),
    ...(against?.grant === undefined ? {} : { grant: against.grant }),
    ...(against ? stepOf(person, against) : {}),
  };
}

function stepOf({ username }: Person, against: ConflictDocument['with'][number]): Pick<Finding, 'step'> {
  const { duty, round, case: id, item, at } = against;
  if (duty === undefined || round === undefined) return {};
  const elsewhere = id === undefined || item === undefined ? {} : { case: id, item, ...(at ? { at } : {}) };
  return { step: { duty, person: username, round, ...elsewhere } };
}

function permitted(person: Person, inquiry: Inquiry): Finding {
  const weighed = weigh(person.ability, inquiry);
  if (weighed.allowed) return { decision: true, code: 'permitted', grant: weighed.grant };
  if (person.whole && weigh(person.whole, inquiry).allowed) return denied('role-inactive');
  return weighed.grant === undefined ? denied(weighed.code) : { ...denied(weighed.code), grant: weighed.grant };
}
