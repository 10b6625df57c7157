import { type Database, inCentre } from '@zhiheng/database';
import { Batcher, type Trace } from '@zhiheng/http';
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

/**
 * Denials are in the log before they are told; those that wait at the same moment share a commit. A denial stands
 * whether or not it could be written: more of them than can be kept up with are counted, not queued without end.
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

  denied(centre: string, denial: Decided): Promise<void> {
    return this.#add(this.#denials, centre, toEntry(denial));
  }

  /** Undefined when the permit may be told at once. */
  permitted(centre: string, permit: Decided): Promise<void> | undefined {
    const ahead = this.#ahead.get(centre) ?? new Set<Promise<void>>();
    this.#ahead.set(centre, ahead);
    const written = this.#add(this.#permits, centre, toEntry(permit));
    ahead.add(written);
    void written.then(() => ahead.delete(written));
    return ahead.size > mostAhead ? written : undefined;
  }

  /** A person asked about somebody else. */
  refused(centre: string, subject: string, trace: Trace): Promise<void> {
    const facts = { targetType: 'person', target: subject.slice(0, 200), details: { asked: 'decision' } };
    return this.#add(this.#denials, centre, {
      ...trace,
      ...facts,
      action: 'access.refused',
      outcome: 'denied',
      reason: 'not-permitted',
    });
  }

  /** Resolves when all that was told is written: before the database is closed. */
  async settled(): Promise<void> {
    await Promise.all([...this.#ahead.values()].flatMap((ahead) => [...ahead]));
  }

  async #add(batchers: Map<string, Batcher<LogEntry, void>>, centre: string, entry: LogEntry): Promise<void> {
    let batcher = batchers.get(centre);
    if (!batcher) {
      batcher = new Batcher((entries) => this.#write(centre, entries), { queue: 5_000 });
      batchers.set(centre, batcher);
    }
    await batcher.add(entry).catch(this.#onLost);
  }

  async #write(centre: string, entries: LogEntry[]): Promise<PromiseSettledResult<void>[]> {
    await inCentre(this.#database, centre, (transaction) => append(transaction, centre, entries));
    return entries.map(() => ({ status: 'fulfilled', value: undefined }));
  }
}

/** The entry says who would have acted, and by `client` who asked. */
function toEntry({ id, inquiry, finding, standing, trace }: Decided): LogEntry {
  const { subject, action, resource } = inquiry;
  const { person: asker, account, actor: _, ...rest } = trace;
  const person = standing?.person;
  const { item, unit } = resource.properties ?? {};
  const { decision, rule, step, grant, code } = finding;
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
      ...(step ? { step } : {}),
      ...(decision ? { policyEpoch: standing?.epoch } : {}),
    },
  };
}
