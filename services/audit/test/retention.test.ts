import { inCentre } from '@zhiheng/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { base, code, first, type Office, openOffice, recent, second } from './office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

describe('how long the log is kept', () => {
  it('ten years, two of them in the database, until somebody decides otherwise', async () => {
    expect((await office.service.get(office.reader(), base)).json()).toEqual({
      keepMonths: 120,
      onlineMonths: 24,
      changedAt: null,
      asked: null,
      searchableFrom: null,
      online: [
        expect.objectContaining({ month: new Date().toISOString().slice(0, 7) }),
        { month: recent, archivedFrom: '2025-06-01T00:00:00.000Z', dueAt: '2033-06-01T00:00:00.000Z' },
        expect.objectContaining({ month: second }),
        expect.objectContaining({ month: first }),
      ],
    });
  });

  it('longer at once, with an entry of before and after', async () => {
    expect(await code(office.put(office.ann, 130, 36))).toEqual([200, 'set']);
    expect(await office.newest('retention.set')).toMatchObject({
      actor: 'ann',
      reason: '新规',
      before: { keepMonths: 120, onlineMonths: 24 },
      after: { keepMonths: 130, onlineMonths: 36 },
    });
  });

  it('shorter when a second person asks the same', async () => {
    expect(await code(office.put(office.ann, 125))).toEqual([202, 'asked']);
    expect(await code(office.put(office.ann, 125))).toEqual([403, 'own-request']);
    // Another wish takes the place of the one that waits.
    expect(await code(office.put(office.bob, 120))).toEqual([202, 'asked']);
    expect(await code(office.put(office.bob, 125))).toEqual([202, 'asked']);
    expect((await office.service.get(office.inspector(), base)).json()).toMatchObject({
      keepMonths: 130,
      asked: { keepMonths: 125, askedBy: 'bob' },
    });
    expect(await code(office.put(office.ann, 125))).toEqual([200, 'set']);
    expect((await office.service.get(office.inspector(), base)).json()).toMatchObject({
      keepMonths: 125,
      onlineMonths: 24,
      asked: null,
    });
    expect(await office.newest('retention.set')).toMatchObject({ actor: 'ann', before: { keepMonths: 130 } });
    expect(await code(office.put(office.bob, 120))).toEqual([202, 'asked']);
    expect(await code(office.put(office.ann, 120))).toEqual([200, 'set']);
  });

  it('never below six months, nor searched longer than kept', async () => {
    for (const [keep, online] of [
      [5, 2],
      [6, 1],
      [24, 25],
      [1.5, 1],
    ] as const)
      expect(await code(office.put(office.ann, keep, online)), `${keep} ${online}`).toEqual([400, 'invalid-request']);
  });

  it('by nobody else, in no other centre, and not past the service', async () => {
    for (const caller of [office.inspector(), office.world.as('north', 'clerk'), office.warden])
      expect(await code(office.put(caller, 200))).toEqual([403, 'not-permitted']);
    expect(await code(office.put(office.world.client('north', 'audit:read'), 200))).toEqual([403, 'not-permitted']);
    expect(await code(office.put(undefined, 200))).toEqual([401, 'not-authenticated']);
    expect((await office.service.get(office.world.as('north', 'clerk'), base)).statusCode).toBe(403);
    expect(await office.newest('access.refused')).toMatchObject({ actor: 'clerk', outcome: 'denied' });
    const alone = inCentre(office.world.database, 'north', (transaction) =>
      sql`update audit.retention set keep_months = 6, online_months = 6`.execute(transaction),
    );
    await expect(alone).rejects.toThrow(/only shortened as two people have decided/);
    expect((await office.service.get(office.world.client('south', 'audit:read'), base)).json()).toMatchObject({
      keepMonths: 120,
      changedAt: null,
    });
  });

  it('of two who ask for the same at once, one asks and the other confirms', async () => {
    const answers = await Promise.all([code(office.put(office.ann, 119)), code(office.put(office.bob, 119))]);
    expect(answers.toSorted()).toEqual([
      [200, 'set'],
      [202, 'asked'],
    ]);
    expect(await code(office.put(office.keeper, 120))).toEqual([200, 'set']);
  });
});
