import type { Staffing } from '@zhiheng/contracts';
import type { Holding, StaffingRow } from '@zhiheng/duties';
import { LRUCache } from 'lru-cache';
import { analyst } from './analyst.ts';
import { pageInMemory } from './list-page.ts';
import { type PackedStaffing, unpack } from './packed-staffing.ts';
import { presentAt } from './present-holdings.ts';
import { databaseNow } from './store/clock-store.ts';
import { actingHoldings } from './store/grant-store.ts';
import { nextLeaveEdge } from './store/leave-store.ts';
import { peopleById } from './store/people-store.ts';
import type { View } from './viewer.ts';

export interface StaffingWanted {
  item?: string;
  unit?: string;
  /** Ids of people who are taken to be absent. */
  away: string[];
  /** How many further absences to try. */
  resiliency: 0 | 1 | 2;
}

interface Analysis {
  epoch: number;
  /** When it was asked for, and the next instant at which a grant or a leave starts or ends. */
  from: number;
  until: number;
  staffing: Promise<PackedStaffing>;
}

/** Who can fill which duties: asked once an epoch and wish, so that its pages are of one analysis. */
export class Staffings {
  readonly #known = new LRUCache<string, Analysis>({ max: 50 });

  async of({ transaction, centre, policy }: View, wanted: StaffingWanted): Promise<PackedStaffing> {
    const { item, unit, resiliency } = wanted;
    const away = [...wanted.away].sort();
    const key = JSON.stringify([centre, item, unit, resiliency, away]);
    const at = await databaseNow(transaction);
    const known = this.#known.get(key);
    if (known?.epoch === policy.epoch && known.from <= at && at < known.until) return known.staffing;
    const holdings = await actingHoldings(transaction, centre);
    const leaveEdge = await nextLeaveEdge(transaction, centre, at);
    const staffing = analyst.ask('staffing', policy.policy, {
      holdings: await presentAt(transaction, centre, holdings, at),
      options: {
        ...{ at, away, resiliency },
        ...(item === undefined ? {} : { items: [item] }),
        ...(unit === undefined ? {} : { units: [unit] }),
      },
    });
    const until = Math.min(nextChange(holdings, at), leaveEdge);
    const fresh = { epoch: policy.epoch, from: at, until, staffing };
    this.#known.set(key, fresh);
    staffing.catch(() => {
      if (this.#known.peek(key) === fresh) this.#known.delete(key);
    });
    return staffing;
  }
}

const nextChange = (holdings: readonly Holding[], at: number): number =>
  holdings.reduce(
    (next, { from, until }) => Math.min(next, from > at ? from : Infinity, until > at ? until : Infinity),
    Infinity,
  );

/** A page of who can fill the duties of each item at each unit whose business the viewer sees, in the catalogue's order. */
export async function staffingPage(
  view: View,
  staffings: Staffings,
  wanted: StaffingWanted,
  page: { limit?: number; cursor?: string },
): Promise<{ data: Staffing[]; nextCursor: string | null }> {
  const { people, rows } = await staffings.of(view, wanted);
  const seen = rows.filter(({ unit }) => view.sight.overseen.has(unit));
  const { data, nextCursor } = pageInMemory(seen, ({ item, unit }) => `${item}/${unit}`, page);
  return {
    data: await documents(
      view,
      data.map((row) => unpack(people, row)),
    ),
    nextCursor,
  };
}

/** Rows as they are shown, people by name. */
async function documents(view: View, rows: readonly StaffingRow[]): Promise<Staffing[]> {
  const people = await peopleById(view.transaction, view.centre, rows.flatMap(peopleOf));
  const who = (person: string) => ({
    person,
    username: people.get(person)?.username ?? null,
    name: people.get(person)?.name ?? '',
  });
  const called = (person: string): string => people.get(person)?.username ?? person;
  return rows.map((row) => {
    const { name, risk } = view.policy.itemOf.get(row.item) as Pick<Staffing, 'name' | 'risk'>;
    return {
      ...{ item: row.item, name, unit: row.unit, risk },
      duties: row.duties.map(({ duty, holders }) => ({ duty, holders: holders.map(who) })),
      feasible: row.feasible,
      assignment: row.assignment.map(({ duty, person }) => ({ duty, ...who(person) })),
      unfilled: row.unfilled,
      critical: row.critical.map(called),
      breaks: row.breaks.map((set) => set.map(called)),
      survives: row.survives,
    };
  });
}

const peopleOf = ({ duties, assignment, breaks }: StaffingRow): string[] => [
  ...duties.flatMap(({ holders }) => holders),
  ...assignment.map(({ person }) => person),
  ...breaks.flat(),
];
