import { addWorkingDays, overridesOf, workingDaysWith } from '@zhiheng/calendar';
import { advisoryLocks, type Database, inCentre, tryElection } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import type { Environment } from '@zhiheng/http';
import { openTestService, startTestIssuer, type TestIssuer } from '@zhiheng/http/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { lastMonth, selfCheckDueAt, spanOf } from '../month.ts';
import { openSelfChecks } from '../opening.ts';
import { control } from '../plugin.ts';
import { databaseNow } from '../store/clock-store.ts';
import { entriesOf, foundCentre } from './founding.ts';

let test: TestDatabase;
let owner: Database;
let issuer: TestIssuer;
beforeAll(async () => {
  test = await openTestDatabase();
  owner = await test.owner();
  issuer = await startTestIssuer();
});
afterAll(async () => {
  await issuer.close();
  await test.drop();
});

const checksOf = async (centre: string) =>
  (
    await owner.pool.query(
      'select unit, month, state, due_at from control.self_check where centre = $1 order by unit',
      [centre],
    )
  ).rows;
const start = async (environment: Partial<Environment> = {}) =>
  openTestService(control, { database: await test.connect('control'), issuer, environment });

describe('opening self-checks', () => {
  it('opens last month’s once for each business section, however many processes do so at once', async () => {
    await foundCentre(test, 'race');
    const databases = [await test.connect('control'), await test.connect('control')];
    const counts = await Promise.all(
      [...databases, ...databases, ...databases, ...databases].map((database) =>
        openSelfChecks(database, 'race', addWorkingDays),
      ),
    );
    expect(counts.reduce((sum, count) => sum + count)).toBe(2);

    const now = await inCentre(owner, 'race', databaseNow);
    const month = lastMonth(now);
    const due_at = new Date(selfCheckDueAt(month, addWorkingDays, 10, now));
    expect(await checksOf('race')).toEqual([
      { unit: 'health', month, state: 'open', due_at },
      { unit: 'pension', month, state: 'open', due_at },
    ]);
    const entries = await entriesOf(test, 'race', 'self-check.opened');
    expect(entries.map(({ unit }) => unit).sort()).toEqual(['health', 'pension']);
    expect(entries[0]?.after).toEqual({ month, state: 'open', dueAt: due_at.toISOString() });
  });

  it('is due by the calendar of the deployment: a first week that its file has off does not count', async () => {
    await foundCentre(test, 'holiday');
    const now = await inCentre(owner, 'holiday', databaseNow);
    const month = lastMonth(now);
    // Reckoned from the month's end or, that having passed, from today.
    const from = selfCheckDueAt(month, addWorkingDays, 10) > now ? spanOf(month).until : now;
    const first = new Date(from + 8 * 3_600_000);
    const off = Array.from({ length: 7 }, (_, n) =>
      new Date(first.getTime() + (n + 1) * 86_400_000).toISOString().slice(0, 10),
    );
    const holidays = overridesOf({ [first.getUTCFullYear()]: { off } });
    const service = await start({ holidays });
    await vi.waitFor(async () => expect(await checksOf('holiday')).toHaveLength(2), 20_000);
    await service.close();
    const due_at = new Date(selfCheckDueAt(month, workingDaysWith(holidays), 10, now));
    expect(await checksOf('holiday')).toMatchObject([{ due_at }, { due_at }]);
    expect(due_at.getTime()).toBeGreaterThan(selfCheckDueAt(month, addWorkingDays, 10, now));
  });

  it('opens nothing without its entry', async () => {
    await foundCentre(test, 'mute');
    const database = await test.connect('control');
    await owner.pool.query('revoke execute on function audit.append(text, jsonb) from zhiheng_control');
    try {
      await expect(openSelfChecks(database, 'mute', addWorkingDays)).rejects.toThrow(/permission denied/);
    } finally {
      await owner.pool.query('grant execute on function audit.append(text, jsonb) to zhiheng_control');
    }
    expect(await checksOf('mute')).toEqual([]);
  });

  it('opens at the start of a process, nothing anew at the next, and what was there stays', async () => {
    await foundCentre(test, 'again');
    const first = await start();
    await vi.waitFor(async () => expect(await checksOf('again')).toHaveLength(2), 20_000);
    await first.close();
    await owner.pool.query("delete from control.self_check where centre = 'again' and unit = 'health'");
    const before = await checksOf('again');

    const second = await start();
    await vi.waitFor(async () => expect(await checksOf('again')).toHaveLength(2), 20_000);
    await second.close();
    expect(await checksOf('again')).toEqual(expect.arrayContaining(before));
    expect(await entriesOf(test, 'again', 'self-check.opened')).toHaveLength(3);
  });

  it('goes on in another process when the elected one ends, and with the other centres when one has a fault', async () => {
    const first = await start();
    await vi.waitFor(async () => expect(await held()).toBe(true), 20_000);
    const second = await start();
    await foundCentre(test, 'later');
    // A centre without a log cannot have self-checks opened: its neighbours must not suffer.
    await owner.pool.query(`insert into access.centre (centre, id, name) values ('broken', gen_random_uuid(), '{}');
      insert into access.unit (centre, code, id, kind, name) values ('broken', 'root', gen_random_uuid(), 'section', '{}');
      insert into access.item (centre, code, id, name, insurance, unit, risk, moves_fund, duties, channels)
        values ('broken', 'item', gen_random_uuid(), '{}', 'all', 'root', 1, false, '{handle}', '{hall}')`);
    await first.close();
    await vi.waitFor(async () => expect(await checksOf('later')).toHaveLength(2), 30_000);
    expect(await checksOf('broken')).toEqual([]);
    await second.close();
    await vi.waitFor(async () => expect(await held()).toBe(false), 20_000);
  });

  /** Whether some process is elected. */
  async function held(): Promise<boolean> {
    const lease = await tryElection(owner, advisoryLocks.internalControl);
    lease?.release();
    return lease === undefined;
  }
});
