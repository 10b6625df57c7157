import { createHash } from 'node:crypto';
import { internalDoubtRules } from '@zhiheng/contracts';
import { type Database, inCentre, newId, type Transaction } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { sql } from 'kysely';
import { Parameters } from '../doubt-rules/parameters.ts';
import { closedDaysOf, startOf } from '../doubt-rules/slices.ts';
import type { FoundRow } from '../store/doubt-rules/probe.ts';
import { probes } from '../store/doubt-rules/probes.ts';
import { readFound } from '../store/doubt-rules/read-found.ts';
import { foundCentre, type People } from './founding.ts';

interface Step {
  duty: string;
  by: string;
  at: string;
  round?: number;
  outcome?: 'done' | 'returned';
  client?: string;
  exception?: string;
}

interface Case {
  item?: string;
  subject?: string;
  amountFen?: number;
  /** The account that the money goes to. */
  payee?: string;
  opened: string;
  closed?: string;
  steps?: readonly Step[];
}

/** An instant of Shanghai, written `YYYY-MM-DD HH:MM[:SS]`. */
const at = (text: string): Date => new Date(`${text.replace(' ', 'T')}+08:00`);
/** An id as if it had been made at that instant. */
const idAt = (instant: Date): string => {
  const hex = instant.getTime().toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-${newId().slice(14)}`;
};
export const subjectOf = (name: string): Buffer => createHash('sha256').update(name).digest();

/** A centre whose past can be written down, and looked through by one rule at a time. */
export class DoubtWorld {
  readonly centre = 'north';
  readonly test: TestDatabase;
  readonly #people = new Map<string, Promise<string>>();

  /** Those of the founding. */
  people: People | undefined;
  readonly owner: Database;
  /** As the service itself reads and writes. */
  readonly control: Database;

  private constructor(test: TestDatabase, owner: Database, control: Database) {
    this.test = test;
    this.owner = owner;
    this.control = control;
  }

  static async open(items: readonly string[]): Promise<DoubtWorld> {
    const test = await openTestDatabase();
    const world = new DoubtWorld(test, await test.owner(), await test.connect('control'));
    world.people = await foundCentre(world.test, world.centre);
    await world.past(async (run) => {
      for (const item of items)
        await run(sql`insert into access.item (centre, code, id, name, insurance, unit, risk, moves_fund, duties, channels)
          values (${world.centre}, ${item}, ${newId()}, '{"zh":"项","en":"Item"}', 'all', 'pension', 1, false, '{handle,review}', '{hall}')`);
    });
    return world;
  }

  /** Writes past the triggers: nobody may otherwise write what was. */
  async past(write: (run: (query: ReturnType<typeof sql>) => Promise<unknown>) => Promise<void>): Promise<void> {
    await inCentre(
      this.owner,
      this.centre,
      async (transaction: Transaction) => write((query) => query.execute(transaction)),
      { session_replication_role: 'replica' },
    );
  }

  /** Somebody of the pension section, by a name of the test's. */
  person(name: string): Promise<string> {
    const known = this.#people.get(name) ?? this.#add(name);
    this.#people.set(name, known);
    return known;
  }

  async #add(name: string): Promise<string> {
    const person = newId();
    await this.past(async (run) => {
      await run(sql`insert into access.person (centre, id, staff_number, name, unit, post)
        values (${this.centre}, ${person}, ${name}, ${name}, 'pension', 'post')`);
      await run(
        sql`insert into access.account (centre, id, person, username) values (${this.centre}, ${newId()}, ${person}, ${name})`,
      );
    });
    return person;
  }

  /** A grant, its validity half-open. */
  async grant(name: string, role: string, from: string, until?: string, endedBy = 'request'): Promise<string> {
    const id = newId();
    const person = await this.person(name);
    await this.past(async (run) => {
      await run(sql`insert into access.grant (centre, id, person, role, unit, validity, ended_by)
        values (${this.centre}, ${id}, ${person}, ${role}, 'pension', tstzrange(${at(from)}, ${until ? at(until) : null}), ${until ? endedBy : null})`);
    });
    return id;
  }

  async role(code: string, action: string): Promise<void> {
    await this.past(async (run) => {
      await run(sql`insert into access.role (centre, code, id, name, risk)
        values (${this.centre}, ${code}, ${newId()}, '{"zh":"角","en":"Role"}', 1)`);
      await run(sql`insert into access.role_permission (centre, role, ordinal, action, resource)
        values (${this.centre}, ${code}, 0, ${action}, 'case')`);
    });
  }

  async case({ item = 'award', subject, amountFen, payee, opened, closed, steps = [] }: Case): Promise<string> {
    const id = idAt(at(opened));
    const people = await Promise.all(steps.map(({ by }) => this.person(by)));
    await this.past(async (run) => {
      await run(sql`insert into access.case (centre, id, item, unit, reference, client, opened_at, closed_at, state, subject, amount_fen, payee_account)
        values (${this.centre}, ${id}, ${item}, 'pension', ${newId()}, 'test', ${at(opened)}, ${closed ? at(closed) : null},
          ${closed ? 'complete' : 'open'}, ${subject === undefined ? null : subjectOf(subject)}, ${amountFen ?? null},
          ${payee === undefined ? null : subjectOf(payee)})`);
      for (const [
        index,
        { duty, at: when, round = 1, outcome = 'done', client = 'test', exception },
      ] of steps.entries())
        await run(sql`insert into access.step (centre, "case", round, duty, id, person, account, client, outcome, at, exception)
          values (${this.centre}, ${id}, ${round}, ${duty}, ${idAt(at(when))}, ${people[index]}, ${newId()}, ${client}, ${outcome}, ${at(when)},
            ${exception ?? '00000000-0000-0000-0000-000000000000'})`);
    });
    return id;
  }

  /** Handled and, so many seconds later, reviewed. */
  pair(handler: string, reviewer: string, handled: string, seconds: number, more: Partial<Case> = {}): Promise<string> {
    const reviewed = new Date(at(handled).getTime() + seconds * 1000 + 8 * 3_600_000).toISOString().slice(0, 23);
    return this.case({
      opened: handled,
      steps: [
        { duty: 'handle', by: handler, at: handled },
        { duty: 'review', by: reviewer, at: reviewed },
      ],
      ...more,
    });
  }

  /** An entry of the log, as it was then. */
  async entry(action: string, when: string, facts: Record<string, unknown>): Promise<void> {
    const { by, outcome = 'done', reason, client, address, case: about, duty, amount } = facts;
    const person = by === undefined ? null : await this.person(String(by));
    const details = JSON.stringify({ ...(duty ? { duty } : {}), ...(amount ? { entries: amount } : {}) });
    await this.past(async (run) => {
      await run(sql`insert into audit.entry (centre, id, at, action, outcome, person, client, address, reason, "case", details)
        values (${this.centre}, ${idAt(at(when))}, ${at(when)}, ${action}, ${outcome}, ${person}, ${client ?? null}, ${address ?? null},
          ${reason ?? null}, ${about ?? null}, ${details}::jsonb)`);
    });
  }

  /** What the rule finds in these days, oldest key first. */
  async find(
    rule: string,
    from: string,
    until: string,
    more: Record<string, number | boolean | string[]> = {},
  ): Promise<FoundRow[]> {
    const probe = probes.find(({ rules }) => rules.includes(rule));
    if (!probe) throw new Error(`no probe finds ${rule}`);
    const scope = {
      centre: this.centre,
      from: startOf(from),
      until: startOf(until),
      closedDays: closedDaysOf({ from, until }),
    };
    const parametersOf = (code: string) =>
      new Parameters({
        ...internalDoubtRules.find((one) => one.code === code)?.parameters,
        ...(code === rule ? more : {}),
      });
    const found: FoundRow[] = [];
    await readFound(this.control, scope, probe, parametersOf, async (rows) => {
      found.push(...rows.filter((row) => row.rule === rule));
    });
    return found.toSorted((one, other) => (one.key < other.key ? -1 : 1));
  }
}
