import { type DoubtAct, type DoubtState, doubtActs, doubtStates } from '@zhiheng/contracts';
import { type Database, inCentre, newId, violates } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { after, dutyOf, moves } from '../doubts/states.ts';

const states = Object.keys(doubtStates) as DoubtState[];
const acts = Object.keys(doubtActs) as DoubtAct[];

describe('as it is drawn', () => {
  it('every act is drawn, and nothing leads out of what is closed', () => {
    expect(new Set(moves.map(({ act }) => act))).toEqual(new Set(acts));
    expect(moves.filter(({ from }) => from === 'closed')).toEqual([]);
  });

  it('whatever is confirmed has passed verification, review and approval; what is cleared passed them, or waits for a spot check', () => {
    // Every way there is, by the duties on it.
    const ways = new Map<DoubtState, Set<string>>([['open', new Set([''])]]);
    for (let changed = true; changed; ) {
      changed = false;
      for (const { act, from, to } of moves)
        for (const way of ways.get(from) ?? []) {
          const duty = dutyOf(act, from);
          const next = duty && !['return', 'reopen'].includes(act) && !way.includes(duty) ? `${way}${duty} ` : way;
          const there = ways.get(to) ?? new Set();
          if (there.has(next)) continue;
          ways.set(to, there.add(next));
          changed = true;
        }
    }
    for (const state of ['approved', 'recovering', 'rectifying', 'transferred'] as const)
      for (const way of ways.get(state) ?? [])
        for (const duty of ['verify', 'review', 'approve']) expect(way, state).toContain(duty);
    for (const way of ways.get('closed') ?? []) for (const duty of ['verify', 'review']) expect(way).toContain(duty);
  });

  it('what was cleared is not approved as confirmed, nor the other way round', () => {
    expect(after('approve', 'reviewed', 'cleared')).toBe('closed');
    expect(after('approve', 'reviewed', 'confirmed')).toBe('approved');
  });
});

describe('as the database holds it', () => {
  let test: TestDatabase;
  let owner: Database;
  beforeAll(async () => {
    test = await openTestDatabase();
    owner = await test.owner();
  });
  afterAll(() => test.drop());

  /** One in this state with all that the state asks for, made past the trigger. */
  async function inState(state: DoubtState): Promise<string> {
    const id = newId();
    const [a, b, c] = [newId(), newId(), newId()];
    const concluded = !['open', 'assigned', 'verifying', 'needs-more'].includes(state);
    const cleared = ['cleared', 'closed'].includes(state);
    const conclusion = concluded ? (cleared ? 'cleared' : 'confirmed') : null;
    await inCentre(owner, 'north', (transaction) =>
      sql`insert into control.doubt (centre, id, rule, key, severity, unit, at, state, assignee, conclusion, reason, confirmed_fen,
          concluded_by, concluded_at, reviewed_by, approved_by, clearing, closed_at)
        values ('north', ${id}, 'r', ${id}, 1, 'u', now(), ${state}, ${a}, ${conclusion}, ${conclusion === 'cleared' ? 'other' : null},
          ${conclusion === 'confirmed' ? 0 : null}, ${concluded ? a : null}, ${concluded ? sql`now()` : null}, ${b},
          ${['approved', 'recovering', 'rectifying', 'transferred'].includes(state) ? c : null},
          ${cleared ? newId() : null}, ${state === 'closed' ? sql`now()` : null})`.execute(transaction),
    );
    return id;
  }

  async function refusal(id: string, to: DoubtState): Promise<string | undefined> {
    try {
      await inCentre(owner, 'north', (transaction) =>
        sql`update control.doubt set state = ${to}, closed_at = ${to === 'closed' ? sql`now()` : null}
          where centre = 'north' and id = ${id}`.execute(transaction),
      );
      return undefined;
    } catch (error) {
      return violates(error);
    }
  }

  it('no move is made that is not drawn', async () => {
    const drawn = new Set(moves.map(({ from, to }) => `${from}>${to}`));
    for (const from of states) {
      const id = await inState(from);
      for (const to of states)
        if (from !== to && !drawn.has(`${from}>${to}`))
          expect(await refusal(id, to), `${from}>${to}`).toBe('doubt_only_moves');
    }
  });

  it('every drawn move is one that the database knows', async () => {
    for (const { from, to } of moves) {
      const said = await refusal(await inState(from), to);
      expect(said, `${from}>${to}`).not.toBe('doubt_only_moves');
    }
  });
});
