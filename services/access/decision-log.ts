import { said } from '@zhiheng/contracts';
import { type Database, inCentre } from '@zhiheng/database';
import { Batcher, Problem, type Trace, toProblem } from '@zhiheng/http';
import type { Finding } from './finding.ts';
import type { Inquiry } from './inquiry.ts';
import type { Standing } from './standing.ts';
import { append, type LogEntry } from './store/log-store.ts';

/** A decision to be written down. */
export interface Decided {
  /** Of the decision, and so of its entry. */
  id: string;
  inquiry: Inquiry;
  finding: Finding;
  standing: Standing | undefined;
  trace: Trace;
}

/** So many permits of a centre may be told before they are written. */
const mostAhead = 1_000;
/** So many of the invalid items of a batch, or of the rules of a denial, an entry names. */
const mostNamed = 50;

/**
 * Denials are in the log before they are told; those that wait at the same moment share a commit. One that could not be
 * written, or for which there is no room to wait, is not told as a denial: who asks gets no answer (503), which lets nobody act either.
 * Permits, where they are logged at all, are told at once and written together right after; who asks faster than can be
 * written waits for the writing.
 */
export class DecisionLog {
  readonly #database: Database;
  readonly #onLost: (error: unknown) => void;
  readonly #denials = new Map<string, Batcher<LogEntry, void>>();
  readonly #permits = new Map<string, Batcher<LogEntry, void>>();
  /** Permits that are told and not yet written. */
  readonly #ahead = new Map<string, Set<Promise<void>>>();

  constructor(database: Database, onLost: (error: unknown) => void) {
    this.#database = database;
    this.#onLost = onLost;
  }

  /** Throws `unavailable` or `busy` when it could not be written. */
  denied(centre: string, denial: Decided): Promise<void> {
    return this.#deny(centre, toEntry(denial));
  }

  /** Undefined when the permit may be told at once. */
  permitted(centre: string, permit: Decided): Promise<void> | undefined {
    const ahead = this.#ahead.get(centre) ?? new Set<Promise<void>>();
    this.#ahead.set(centre, ahead);
    const written = this.#add(this.#permits, centre, toEntry(permit)).catch(this.#onLost);
    ahead.add(written);
    void written.then(() => ahead.delete(written));
    return ahead.size > mostAhead ? written : undefined;
  }

  /** A person asked about somebody else. Throws as `denied` does. */
  refused(centre: string, subject: string, trace: Trace): Promise<void> {
    const facts = { targetType: 'person', target: subject.slice(0, 200), details: { asked: 'decision' } };
    return this.#deny(centre, { ...trace, ...facts, ...refused, reason: 'not-permitted' });
  }

  /** Items of a batch that are no inquiries, by their places in it: one entry for all of them. Throws as `denied` does. */
  invalid(centre: string, items: readonly number[], trace: Trace): Promise<void> {
    const details = { asked: 'decision', invalid: items.length, items: items.slice(0, mostNamed) };
    return this.#deny(centre, { ...trace, ...refused, reason: 'invalid-request', details });
  }

  /** Resolves when all that was told is written: before the database is closed. */
  async settled(): Promise<void> {
    await Promise.all([...this.#ahead.values()].flatMap((ahead) => [...ahead]));
  }

  async #deny(centre: string, entry: LogEntry): Promise<void> {
    try {
      await this.#add(this.#denials, centre, entry);
    } catch (error) {
      this.#onLost(error);
      throw untold(error);
    }
  }

  #add(batchers: Map<string, Batcher<LogEntry, void>>, centre: string, entry: LogEntry): Promise<void> {
    let batcher = batchers.get(centre);
    if (!batcher) {
      batcher = new Batcher((entries) => this.#write(centre, entries), { queue: 5_000 });
      batchers.set(centre, batcher);
    }
    return batcher.add(entry);
  }

  async #write(centre: string, entries: LogEntry[]): Promise<PromiseSettledResult<void>[]> {
    await inCentre(this.#database, centre, (transaction) => append(transaction, centre, entries));
    return entries.map(() => ({ status: 'fulfilled', value: undefined }));
  }
}

const refused = { action: 'access.refused', outcome: 'denied' } as const;

/** What cannot be stored is the fault of who asks; all else leaves the question open. */
function untold(error: unknown): Problem {
  const problem = toProblem(error as Problem);
  return problem.status === 500 ? new Problem('unavailable', said('denial-unlogged'), {}, { cause: error }) : problem;
}

/** The entry says who would have acted, and by `client` who asked. */
function toEntry({ id, inquiry, finding, standing, trace }: Decided): LogEntry {
  const { subject, action, resource } = inquiry;
  const { person: asker, account, actor: _, ...rest } = trace;
  const person = standing?.person;
  const { item, unit } = resource.properties ?? {};
  const { decision, rule, step, grant, code, conflicts = [] } = finding;
  return {
    ...rest,
    id,
    ...(person ? { actor: person.username, person: person.id } : {}),
    ...(person && person.id === asker && account !== undefined ? { account } : {}),
    action: 'decision.evaluated',
    outcome: decision ? 'allowed' : 'denied',
    reason: code,
    targetType: resource.type,
    target: resource.id,
    ...(typeof item === 'string' && standing?.policy.itemOf.has(item) ? { item } : {}),
    ...(typeof unit === 'string' && standing?.policy.compiled.unitOf.has(unit) ? { unit } : {}),
    details: {
      action: action.name,
      ...(person ? {} : { subject: subject.id }),
      ...(grant === undefined ? {} : { grant }),
      ...(rule === undefined ? {} : { rule }),
      ...(conflicts.length > 1 ? { rules: conflicts.slice(0, mostNamed).map((one) => one.rule) } : {}),
      ...(step ? { step } : {}),
      ...(decision ? { policyEpoch: standing?.epoch } : {}),
    },
  };
}
