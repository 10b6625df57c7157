import { type Database, inCentre } from '@zhiheng/database';
import type { Trace } from '@zhiheng/http';
import { Batcher } from './batcher.ts';
import type { Finding } from './finding.ts';
import type { Inquiry } from './inquiry.ts';
import type { Standing } from './standing.ts';
import { append, type LogEntry } from './store/log-store.ts';

/** A denial to be written down. */
export interface Denial {
  /** Of the decision, and so of its entry. */
  id: string;
  inquiry: Inquiry;
  finding: Finding;
  standing: Standing | undefined;
  trace: Trace;
}

/**
 * Denials are in the log before they are told; those that wait at the same moment share a commit. A denial stands
 * whether or not it could be written: more of them than can be kept up with are counted, not queued without end.
 */
export class DecisionLog {
  readonly #database: Database;
  readonly #onLost: (error: unknown) => void;
  readonly #batchers = new Map<string, Batcher<LogEntry, void>>();

  constructor(database: Database, onLost: (error: unknown) => void) {
    this.#database = database;
    this.#onLost = onLost;
  }

  record(centre: string, denial: Denial): Promise<void> {
    return this.#add(centre, toEntry(denial));
  }

  /** A person asked about somebody else. */
  refused(centre: string, subject: string, trace: Trace): Promise<void> {
    const facts = { targetType: 'person', target: subject.slice(0, 200), details: { asked: 'decision' } };
    return this.#add(centre, {
      ...trace,
      ...facts,
      action: 'access.refused',
      outcome: 'denied',
      reason: 'not-permitted',
    });
  }

  async #add(centre: string, entry: LogEntry): Promise<void> {
    let batcher = this.#batchers.get(centre);
    if (!batcher) {
      batcher = new Batcher((entries) => this.#write(centre, entries), { queue: 5_000 });
      this.#batchers.set(centre, batcher);
    }
    await batcher.add(entry).catch(this.#onLost);
  }

  async #write(centre: string, entries: LogEntry[]): Promise<PromiseSettledResult<void>[]> {
    await inCentre(this.#database, centre, (transaction) => append(transaction, centre, entries));
    return entries.map(() => ({ status: 'fulfilled', value: undefined }));
  }
}

/** The entry says who would have acted, and by `client` who asked. */
function toEntry({ id, inquiry, finding, standing, trace }: Denial): LogEntry {
  const { subject, action, resource } = inquiry;
  const { person: asker, account, actor: _, ...rest } = trace;
  const person = standing?.person;
  const { item, unit } = resource.properties ?? {};
  const { rule, step, grant, code } = finding;
  return {
    ...rest,
    id,
    ...(person ? { actor: person.username, person: person.id } : {}),
    ...(person && person.id === asker && account !== undefined ? { account } : {}),
    action: 'decision.evaluated',
    outcome: 'denied',
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
    },
  };
}
