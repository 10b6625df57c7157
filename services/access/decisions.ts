import { decisionReasons, type EvaluationAnswer, type EvaluationInput, said } from '@zhiheng/contracts';
import { type Database, inCentre, newId } from '@zhiheng/database';
import {
  type Answers,
  bytesOf,
  type Caller,
  fieldProblem,
  Problem,
  type Secret,
  type Trace,
  toProblem,
} from '@zhiheng/http';
import type { Abilities } from './abilities.ts';
import { cureOf } from './access-request.ts';
import type { DecisionLog } from './decision-log.ts';
import { type Finding, find } from './finding.ts';
import type { Inquiry } from './inquiry.ts';
import type { LoggedTypes } from './logged-types.ts';
import type { Registry } from './registry.ts';
import type { Requestable } from './requestable.ts';
import { sealed } from './sealed-subject.ts';
import type { Standing } from './standing.ts';
import { type OnRecord, type RecordedCase, withGrounds } from './step-grounds.ts';
import { readCases } from './store/case-store.ts';
import { Unrecorded } from './unrecorded.ts';

/** What is needed to answer: the subject's standing, what is on record of the resource, whether a permit is logged. */
interface Grounds {
  standing: Standing | undefined;
  onRecord?: OnRecord | undefined;
  inquiry: Inquiry;
  logged: boolean;
}

interface DecisionOptions {
  database: Database;
  abilities: Abilities;
  registry: Registry;
  loggedTypes: LoggedTypes;
  log: DecisionLog;
  requestable: Requestable;
  secret: Secret;
}

const isId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** AuthZEN's examples say `user`. */
export const isPersonType = (type: string): boolean => type === 'person' || type === 'user';

/** Answers who may do what, out of memory where that is sure and else out of the database; never yes when unsure. */
export class Decisions {
  readonly #database: Database;
  readonly #abilities: Abilities;
  readonly #registry: Registry;
  readonly #loggedTypes: LoggedTypes;
  readonly #log: DecisionLog;
  readonly #requestable: Requestable;
  readonly #secret: Secret;
  readonly #unrecorded: Unrecorded;

  constructor({ database, abilities, registry, loggedTypes, log, requestable, secret }: DecisionOptions) {
    this.#database = database;
    this.#abilities = abilities;
    this.#registry = registry;
    this.#loggedTypes = loggedTypes;
    this.#log = log;
    this.#requestable = requestable;
    this.#secret = secret;
    this.#unrecorded = new Unrecorded(database);
  }

  /**
   * Decides one inquiry. At once when memory suffices and it is permitted; a denial is in the log before it is told, and
   * says how to ask for what a request could give.
   * Throws `not-permitted` when a person asks about somebody else, `unavailable` or `busy` when a denial could not be logged.
   */
  evaluate(caller: Caller, asked: EvaluationInput, trace: () => Trace): EvaluationAnswer | Promise<EvaluationAnswer> {
    // From here on nobody knows whom it is about.
    const input = sealed(this.#secret, caller.centre, asked);
    const other = foreign(caller, input.subject.id);
    if (other) return this.#log.refused(caller.centre, input.subject.id, trace()).then(() => Promise.reject(other));
    const epoch = epochOf(input.context);
    const standing = this.#abilities.known(caller.centre, input.subject.id, epoch);
    const grounds = standing && this.#fromMemory(standing, input, epoch);
    const finding = grounds && find(standing, grounds.inquiry);
    if (!grounds || !finding || finding.unread) return this.#evaluateFromDatabase(caller.centre, input, epoch, trace);
    return this.#answer(caller.centre, input, grounds, finding, trace);
  }

  /**
   * Gives the answers that `evaluate` would give, as bytes of JSON, each under an id of its own, where memory suffices, it is
   * permitted and that is not logged; without any effect, and for as long as nothing is heard that could change it. Never of an
   * inquiry that says whom a case is about: its text would be kept.
   */
  permittedFromMemory(caller: Caller, input: EvaluationInput): Answers | undefined {
    if (foreign(caller, input.subject.id) || namesSubject(input)) return undefined;
    const { centre } = caller;
    const epoch = epochOf(input.context);
    const held = this.#abilities.recall(centre, input.subject.id);
    const known = held && this.#abilities.current(held, epoch);
    const [types, registered] = [this.#loggedTypes.known(centre), this.#registry.mark(centre)];
    const grounds = known && this.#fromMemory(known, input, epoch);
    if (!grounds || grounds.logged) return undefined;
    const { decision, grant } = find(known, grounds.inquiry);
    if (!decision) return undefined;
    return () => {
      const standing = this.#abilities.current(held, epoch);
      const unchanged = this.#loggedTypes.known(centre) === types && this.#registry.mark(centre) === registered;
      if (!standing || !unchanged) return undefined;
      return `{"decision":true,"context":{"id":"${newId()}","reason":${permittedBytes},"grant":"${grant}","policyEpoch":${standing.epoch}}}`;
    };
  }

  async #evaluateFromDatabase(
    centre: string,
    input: Inquiry,
    epoch: number,
    trace: () => Trace,
  ): Promise<EvaluationAnswer> {
    let grounds: Grounds = { standing: undefined, inquiry: input, logged: false };
    let finding: Finding = { decision: false, code: 'unavailable' };
    try {
      grounds = await this.#fromDatabase(centre, input, epoch);
      if (grounds.standing && grounds.standing.epoch >= epoch) {
        finding = isPersonType(input.subject.type)
          ? await this.#find(grounds.standing, grounds)
          : { decision: false, code: 'unknown-subject' };
      }
    } catch (error) {
      // No answer of the database is a no; anything else is a fault of ours and is shown as one.
      if (toProblem(error as Problem).status !== 503) throw error;
    }
    return this.#answer(centre, input, grounds, finding, trace);
  }

  /** With what is on record, where the finding hangs on it. */
  async #find(standing: Standing, grounds: Grounds): Promise<Finding> {
    const finding = find(standing, grounds.inquiry, grounds.onRecord);
    if (!finding.unread) return finding;
    grounds.onRecord = await this.#readUnrecorded(standing, grounds.inquiry);
    return find(standing, grounds.inquiry, grounds.onRecord);
  }

  /** Undefined when memory does not suffice. */
  #fromMemory(standing: Standing, input: Inquiry, epoch: number): Grounds | undefined {
    const { subject, resource } = input;
    const { centre } = standing;
    const logged = this.#loggedTypes.known(centre, epoch)?.has(resource.type);
    if (!isPersonType(subject.type) || logged === undefined) return undefined;
    if (resource.type === 'case') return isId.test(resource.id) ? undefined : { standing, inquiry: input, logged };
    const registered = this.#registry.known(centre, resource.type, resource.id, epoch);
    return registered === undefined ? undefined : { standing, inquiry: withRegistered(input, registered), logged };
  }

  async #fromDatabase(centre: string, input: Inquiry, epoch: number): Promise<Grounds> {
    const { subject, resource } = input;
    const standing =
      this.#abilities.known(centre, subject.id, epoch) ?? (await this.#abilities.read(centre, subject.id, epoch));
    const logged = (this.#loggedTypes.known(centre, epoch) ?? (await this.#loggedTypes.read(centre))).has(
      resource.type,
    );
    if (resource.type === 'case') {
      const onRecord = isId.test(resource.id) ? await this.#readCase(standing, resource.id) : undefined;
      return { standing, inquiry: input, onRecord, logged };
    }
    const registered =
      this.#registry.known(centre, resource.type, resource.id, epoch) ??
      (await this.#registry.read(centre, resource.type, resource.id, epoch));
    return { standing, inquiry: withRegistered(input, registered), logged };
  }

  async #readCase(standing: Standing | undefined, id: string): Promise<RecordedCase | undefined> {
    if (!standing?.person) return undefined;
    const { centre, policy, person } = standing;
    const [recorded] = await inCentre(this.#database, centre, async (transaction) =>
      withGrounds(transaction, policy, await readCases(transaction, centre, [id]), person.id),
    );
    return recorded;
  }

  async #readUnrecorded({ policy, person }: Standing, { about }: Inquiry): Promise<OnRecord | undefined> {
    return person && this.#unrecorded.read(policy, person.id, about);
  }

  #answer(
    centre: string,
    input: Inquiry,
    { standing, inquiry, onRecord, logged }: Grounds,
    finding: Finding,
    trace: () => Trace,
  ): EvaluationAnswer | Promise<EvaluationAnswer> {
    const id = newId();
    const answer = answerOf(id, finding, standing);
    if (finding.decision && !logged) return answer;
    const decided = { id, inquiry, finding, standing, trace: trace() };
    if (finding.decision) return this.#log.permitted(centre, decided)?.then(() => answer) ?? answer;
    const aboutSubject = async (of: Standing) =>
      inquiry.about === undefined ? undefined : this.#readUnrecorded(of, inquiry);
    // While the denial is written.
    const tell = async () => {
      const cure = standing && cureOf(standing, inquiry, finding, onRecord ?? (await aboutSubject(standing)));
      await this.#requestable.tell(centre, input, answer.context, cure);
    };
    return Promise.all([this.#log.denied(centre, decided), tell()]).then(() => answer);
  }

  /** Logs which items of a batch were no inquiries, before that is told. Throws as `evaluate` does. */
  refuseItems({ centre }: Caller, items: readonly number[], trace: Trace): Promise<void> {
    return this.#log.invalid(centre, items, trace);
  }
}

/** The answer to what is no inquiry, within a batch of which the others are answered. */
export const invalidAnswer = (): EvaluationAnswer =>
  answerOf(newId(), { decision: false, code: 'invalid-request' }, undefined);

function foreign(caller: Caller, subject: string): Problem | undefined {
  if (caller.kind === 'client' || subject === caller.username || subject === caller.person) return undefined;
  return new Problem('not-permitted', said('asks-about-themselves'));
}

const namesSubject = ({ resource }: EvaluationInput): boolean =>
  resource.type === 'case' && resource.properties?.subject !== undefined;

/** A person asks about themselves only; a client that may decide asks about anyone. Throws `not-permitted`. */
export function requireOwn(caller: Caller, subject: string): void {
  const refusal = foreign(caller, subject);
  if (refusal) throw refusal;
}

/** The epoch that the caller knows of: an answer from before it is none. Throws `invalid-request`. */
export function epochOf(context: Inquiry['context']): number {
  const epoch = context?.policyEpoch;
  if (epoch === undefined) return 0;
  if (typeof epoch === 'number' && Number.isSafeInteger(epoch) && epoch >= 0) return epoch;
  throw fieldProblem('invalid-request', '/context/policyEpoch', said('whole-number'));
}

/** What is registered of a resource stands, whatever the request says of it. */
const withRegistered = (input: Inquiry, registered: Inquiry['resource']['properties'] | null): Inquiry =>
  registered
    ? { ...input, resource: { ...input.resource, properties: { ...input.resource.properties, ...registered } } }
    : input;

const reasons = Object.fromEntries(
  Object.entries(decisionReasons).map(([code, words]) => [code, Object.freeze({ code, ...words })]),
) as Record<Finding['code'], EvaluationAnswer['context']['reason']>;

/** So many conflicts are told. */
const mostTold = 10;

function tellConflicts(context: EvaluationAnswer['context'], conflicts: NonNullable<Finding['conflicts']>): void {
  context.conflicts = conflicts.slice(0, mostTold);
  if (conflicts.length > mostTold) context.furtherConflicts = conflicts.length - mostTold;
}

const permittedBytes = bytesOf(JSON.stringify(reasons.permitted));

/** Assigned one by one: this runs for every decision, and spreading what is absent costs more than deciding. */
function answerOf(id: string, finding: Finding, standing: Standing | undefined): EvaluationAnswer {
  const { decision, code, rule, grant, step, conflicts } = finding;
  const context: EvaluationAnswer['context'] = { id, reason: reasons[code], policyEpoch: standing?.epoch ?? 0 };
  if (rule !== undefined) context.rule = rule;
  if (grant !== undefined) context.grant = grant;
  if (step !== undefined) context.step = step;
  if (conflicts !== undefined) tellConflicts(context, conflicts);
  return { decision, context };
}
