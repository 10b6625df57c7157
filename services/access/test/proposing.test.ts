import { inCentre } from '@zhiheng/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applied, ask, asked, inDays, previewed } from './asking.ts';
import { type County, countyFile, openCounty } from './open-county.ts';
import { approve } from './requesting.ts';

/** What the preview of a limit and of a chain says of those whom they would concern. */
let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const limits = async (who: string, query = {}) =>
  (await county.service.get(county.as(who), '/api/v1/limits', query)).json();

test('anybody signed in reads how long grants may last, and whether the centre has said so', async () => {
  expect(await limits('newcomer')).toEqual({
    data: [
      { risk: 1, longestDays: 1098, own: false },
      { risk: 2, longestDays: 732, own: false },
      { risk: 3, longestDays: 366, own: false },
    ],
    nextCursor: null,
  });
  await applied(county, 'secadmin', { change: 'rule', limit: { risk: 2, longestDays: 700 } });
  expect((await limits('newcomer', { risk: 2 })).data).toEqual([{ risk: 2, longestDays: 700, own: true }]);
  const { data, nextCursor } = await limits('newcomer', { limit: 2 });
  expect(data).toHaveLength(2);
  expect((await limits('newcomer', { cursor: nextCursor })).data).toMatchObject([{ risk: 3 }]);
  const { app } = county.service;
  expect((await app.inject('/api/v1/limits')).statusCode).toBe(401);
  const stranger = await county.service.get(county.client('audit:read'), '/api/v1/limits');
  expect([stranger.statusCode, stranger.json().code]).toEqual([403, 'not-permitted']);
});

test('a limit is told with the grants and the pending requests that last beyond it, named to who sees them', async () => {
  const grant = { change: 'grant', role: 'card-handle', unit: 'card' } as const;
  const { risk } = await previewed(county, 'newcomer', { ...grant, beneficiary: 'hall-op1' });
  const pending = await asked(county, 'newcomer', { ...grant, beneficiary: 'hall-op1', validUntil: inDays(100) });
  const short = await asked(county, 'newcomer', { ...grant, beneficiary: 'hall-op2', validUntil: inDays(20) });
  const limit = { change: 'rule', limit: { risk, longestDays: 30 } } as const;
  const kinds = async (who: string) => {
    const { left = [], submittable } = await previewed(county, who, limit);
    expect(submittable).toBe(true);
    return new Map(left.map((one: { kind: string }) => [one.kind, one]));
  };
  const seen = await kinds('secadmin');
  const { rows } = await county.owner.pool.query(
    `select count(*)::int as count from access.grant g join access.role r on r.centre = g.centre and r.code = g.role
      where r.risk = $1 and upper_inf(g.validity) and not isempty(g.validity)`,
    [risk],
  );
  expect(seen.get('grant')).toMatchObject({ count: rows[0].count, refuses: false });
  expect(seen.get('request')).toMatchObject({ count: 1, some: [pending.id] });
  expect(JSON.stringify([...seen])).not.toContain(short.id);
  // Who oversees nobody learns how many there are.
  expect((await kinds('newcomer')).get('grant')).toMatchObject({ count: rows[0].count, some: [] });
  const endless = { change: 'rule', limit: { risk, longestDays: 36525 } } as const;
  const { left } = await previewed(county, 'secadmin', endless);
  expect(left.map(({ kind }: { kind: string }) => kind)).toEqual(['grant']);
});

test('the centre’s own limit is taken back by request: the usual one applies again, and a grant may go without an end', async () => {
  const risk = 1;
  const back = { change: 'rule', limit: { risk, longestDays: null } } as const;
  const nothing = await ask(county, 'secadmin', back);
  expect([nothing.statusCode, nothing.json().errors?.[0]?.path]).toEqual([400, '/limit/longestDays']);
  await applied(county, 'secadmin', { change: 'rule', limit: { risk, longestDays: 36525 } });
  const grant = { change: 'grant', role: 'card-handle', unit: 'card', beneficiary: 'hall-op3' } as const;
  expect((await previewed(county, 'newcomer', grant)).problem.code).toBe('too-long');
  const long = await asked(county, 'newcomer', { ...grant, validUntil: inDays(1200) });
  // Longer than is usual: it would fail. What goes without an end does not matter any more.
  const preview = await previewed(county, 'secadmin', back);
  expect(preview).toMatchObject({ submittable: true, proposal: { kind: 'limit', limit: back.limit } });
  expect(preview.left).toMatchObject([{ kind: 'request', count: 1, some: [long.id] }]);
  const past = inCentre(county.database, county.centre, (transaction) =>
    sql`delete from access.grant_limit where centre = ${county.centre} and risk = ${risk}`.execute(transaction),
  );
  await expect(past).rejects.toThrow('a change of policy needs an approved request');
  const request = await applied(county, 'secadmin', back);
  expect((await limits('newcomer')).data[0]).toEqual({ risk, longestDays: 1098, own: false });
  expect((await previewed(county, 'newcomer', { ...grant, beneficiary: 'hall-op4' })).submittable).toBe(true);
  const [changed] = (await county.entries('policy.changed')).filter(({ details }) => details?.request === request.id);
  expect(changed).toMatchObject({ target: '1', outcome: 'done' });
  expect(await approve(county, long)).toMatchObject({ state: 'failed' });
});

const stage = { of: 'grant-unit', workingDays: 2 } as const;

test('a proposed chain is tried at each unit it is for: who would decide, where it would escalate, where nobody could', async () => {
  const chain = {
    change: 'grant',
    risk: 1,
    unitKind: 'section',
    stages: [
      { ...stage, by: 'section-head', escalateTo: 'director' },
      { ...stage, by: 'director', of: 'centre', quorum: 1 },
    ],
  } as const;
  const { trial, submittable } = await previewed(county, 'secadmin', { change: 'rule', chain });
  expect(submittable).toBe(true);
  const sections = countyFile().units.filter(({ kind }) => kind === 'section').length;
  expect(trial.units).toBe(sections);
  // These two sections have no head, and there is one director only: where the first stage escalates to them, nobody is left for the second.
  const headless = ['control', 'office'];
  expect(trial.impassable.map(({ unit }: { unit: string }) => unit).sort()).toEqual(headless);
  expect(trial.impassable[0]).toMatchObject({ stage: 1 });
  expect(trial.stages).toMatchObject([
    { by: 'section-head', deciders: sections - headless.length, escalated: 0 },
    { by: 'director', deciders: 1, some: ['director'], escalated: 0 },
  ]);
  expect(trial.stages[0].some).toContain('card-head');
  // Each section has one head, and the centre one director: with one of them away it escalates, or waits.
  expect(trial.stages.map(({ thinUnits }: { thinUnits: number }) => thinUnits)).toEqual(
    Array(2).fill(sections - headless.length),
  );
  expect(trial.stages[0].thin).toContainEqual({ unit: 'card', escalated: false, deciders: ['card-head'] });

  const escalating = { ...chain, stages: [chain.stages[0]] };
  const eased = (await previewed(county, 'secadmin', { change: 'rule', chain: escalating })).trial;
  expect(eased).toMatchObject({ impassable: [], stages: [{ deciders: sections - 1, escalated: headless.length }] });
  expect(eased.stages[0].some).toContain('director');
  expect(eased.stages[0].thin).toContainEqual({ unit: 'office', escalated: true, deciders: ['director'] });
  const wide = { ...chain, stages: [{ ...chain.stages[0], by: 'card-handle', of: 'centre' }] };
  const ofMany = async (quorum: number) =>
    (
      await previewed(county, 'secadmin', {
        change: 'rule',
        chain: { ...wide, stages: [{ ...wide.stages[0], quorum }] },
      })
    ).trial.stages[0];
  expect(await ofMany(1)).toMatchObject({ deciders: 2, thin: [], thinUnits: 0 });
  expect((await ofMany(2)).thin[0]).toMatchObject({ escalated: false, deciders: ['card-op1', 'card-op2'] });
  const retiring = { change: 'rule', chain: { change: 'grant', risk: 1, retired: true } };
  expect((await previewed(county, 'secadmin', retiring)).trial).toBeUndefined();
});

test('whoever asks for a limit without a token, or for one out of bounds, is refused', async () => {
  for (const longestDays of [0, 36526, 1.5]) {
    const answer = await ask(county, 'secadmin', { change: 'rule', limit: { risk: 1, longestDays } });
    const { status, errors } = answer.json();
    expect([status, errors[0].path]).toEqual([400, '/limit/longestDays']);
  }
});
