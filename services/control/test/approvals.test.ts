import { type ControlSettings, controlDefaults } from '@zhiheng/contracts';
import { type Database, inCentre, newId } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { openTestService, type TestService } from '@zhiheng/http/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withdrawLeavers } from '../approvals/leavers.ts';
import { control } from '../plugin.ts';
import { readSettings } from '../settings/settings.ts';
import { entriesOf, foundCentre, type People } from './founding.ts';

const approvals = '/api/v1/control-approvals';
const settings = '/api/v1/control-settings';

let test: TestDatabase;
let owner: Database;
let database: Database;
let service: TestService;
let north: People;
let south: People;
beforeAll(async () => {
  test = await openTestDatabase();
  owner = await test.owner();
  north = await foundCentre(test, 'north');
  south = await foundCentre(test, 'south');
  database = await test.connect('control');
  service = await openTestService(control, { database });
});
afterAll(async () => {
  await service.close();
  await test.drop();
});

const inForce = async (people = north) => (await service.get(people.controller, settings)).json();
/** Those in force with another number of days to verify a doubt. */
const withDays = async (days: number): Promise<{ version: number; settings: ControlSettings }> => {
  const { version, settings: now } = await inForce();
  return { version, settings: { ...now, doubts: { ...now.doubts, verifyWorkingDays: days } } };
};
const propose = async (days: number, caller = north.controller) =>
  service.post(caller, `${settings}/proposals`, { ...(await withDays(days)), reason: '试行三个月后调整' });
const decide = (caller: People[keyof People], id: string, decision = 'approve', comment?: string) =>
  service.post(caller, `${approvals}/${id}/decisions`, { decision, ...(comment === undefined ? {} : { comment }) });
const stateOf = async (id: string) => (await service.get(north.director, `${approvals}/${id}`)).json();

describe('settings of internal control', () => {
  it('are the defaults until others are approved; then every version stays, with what it changed and who', async () => {
    expect(await inForce()).toMatchObject({ version: 0, settings: controlDefaults, since: null, mayPropose: true });
    const preview = await service.post(north.controller, `${settings}/preview`, {
      settings: (await withDays(7)).settings,
    });
    expect(preview.json()).toEqual({
      version: 0,
      differences: [{ path: '/doubts/verifyWorkingDays', before: 10, after: 7 }],
    });
    const asked = await propose(7);
    expect(asked.statusCode).toBe(201);
    expect(asked.json()).toMatchObject({
      state: 'pending',
      kind: 'control-settings',
      about: 'north',
      askedBy: 'controller',
    });
    // The very same again is the one that waits; another has to wait for it.
    expect((await propose(7)).json().id).toBe(asked.json().id);
    expect((await propose(8)).json().code).toBe('already-exists');
    expect((await inForce()).version).toBe(0);

    const { id } = asked.json();
    expect((await decide(north.director, id)).json()).toMatchObject({ state: 'approved', decidedBy: 'director' });
    expect(await inForce()).toMatchObject({
      version: 1,
      proposedBy: 'controller',
      approvedBy: 'director',
      approval: id,
    });
    const read = await inCentre(database, 'north', (transaction) => readSettings(transaction, 'north'));
    expect(read.doubts.verifyWorkingDays).toBe(7);
    const { data } = (await service.get(north['pension-head'], `${settings}/versions`)).json();
    expect(data).toMatchObject([
      { version: 1, differences: [{ path: '/doubts/verifyWorkingDays', before: 10, after: 7 }] },
    ]);
    expect((await entriesOf(test, 'north', 'control-settings.changed')).at(-1)).toMatchObject({
      actor: 'director',
      after: { '/doubts/verifyWorkingDays': 7 },
    });
    expect((await inForce(south)).version).toBe(0);
  });

  it('are proposed by who plans inspections, with nothing amiss and something that differs', async () => {
    const wanted = await withDays(5);
    for (const username of ['director', 'clerk', 'pension-head'] as const)
      expect((await propose(5, north[username])).json().code, username).toBe('not-permitted');
    expect((await service.get(north.clerk, settings)).statusCode).toBe(403);
    expect((await service.get(north.clerk, `${settings}/versions`)).statusCode).toBe(403);
    const { version, settings: now } = await inForce();
    const same = await service.post(north.controller, `${settings}/proposals`, {
      version,
      settings: now,
      reason: '无',
    });
    expect(same.json().code).toBe('invalid-request');
    const stale = { ...wanted, version: version + 1, reason: '过时' };
    expect((await service.post(north.controller, `${settings}/proposals`, stale)).json().code).toBe(
      'changed-meanwhile',
    );
    const twice = structuredClone(wanted);
    twice.settings.sampling.rates[1] = { risk: 3, share: 0.5, least: 1 };
    twice.settings.rectification.escalation.reverse();
    const faulty = await service.post(north.controller, `${settings}/proposals`, { ...twice, reason: '有误' });
    expect(faulty.json().errors.map(({ path }: { path: string }) => path)).toEqual([
      '/sampling/rates/1',
      '/rectification/escalation/1/afterWorkingDays',
      '/rectification/escalation/2/afterWorkingDays',
    ]);
  });
});

describe('an approval', () => {
  it('is the leadership’s, seen by who asked and who oversees, of its own centre only', async () => {
    const { id } = (await propose(11)).json();
    for (const username of ['controller', 'clerk', 'pension-head'] as const)
      expect((await decide(north[username], id)).json().code, username).toBe('not-permitted');
    expect((await decide(south.director, id)).statusCode).toBe(404);
    expect((await service.get(north.clerk, `${approvals}/${id}`)).statusCode).toBe(403);
    expect((await service.get(north.clerk, approvals)).json().data).toEqual([]);
    const seen = (await service.get(north.deputy, approvals, { state: 'pending' })).json().data;
    expect(seen).toMatchObject([{ id, mayDecide: true, mayWithdraw: false }]);
    expect((await stateOf(id)).proposal.settings.doubts.verifyWorkingDays).toBe(11);
    expect((await service.post(north.director, `${approvals}/${id}/withdrawal`, {})).json().code).toBe('not-permitted');
    expect((await decide(north.director, id, 'reject')).json().code).toBe('comment-required');
    const rejected = await decide(north.director, id, 'reject', '先看一季度的数据');
    expect(rejected.json()).toMatchObject({ state: 'rejected', comment: '先看一季度的数据' });
    expect((await decide(north.deputy, id)).json().code).toBe('not-pending');
    expect((await service.post(north.controller, `${approvals}/${id}/withdrawal`, {})).json().code).toBe('not-pending');
    const denied = (await entriesOf(test, 'north', 'approval.decided')).filter(({ outcome }) => outcome === 'denied');
    expect(denied.at(-1)).toMatchObject({ target: id, reason: 'not-pending' });
    const { data } = (await service.get(north.controller, '/api/v1/control-notices')).json();
    expect(data[0]).toMatchObject({ kind: 'approval-decided', about: { type: 'approval', id } });
  });

  it('is ended once, whoever approves, rejects and withdraws it at the same moment', async () => {
    const { version } = await inForce();
    const { id } = (await propose(12)).json();
    const answers = await Promise.all([
      decide(north.director, id),
      decide(north.deputy, id),
      decide(north.deputy, id, 'reject', '不同意'),
      service.post(north.controller, `${approvals}/${id}/withdrawal`, {}),
    ]);
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    expect(answers.filter(({ statusCode }) => statusCode === 409)).toHaveLength(3);
    const { state } = await stateOf(id);
    expect((await inForce()).version).toBe(state === 'approved' ? version + 1 : version);
  });

  it('is never the asker’s, nor by another record of theirs: the database refuses it, too', async () => {
    await grantRole('controller', 'director');
    try {
      const { id } = (await propose(13)).json();
      expect((await decide(north.controller, id)).json().code).toBe('own-request');
      await expect(end(id, north.controller.person)).rejects.toThrow(/nobody decides on what they asked for/);
      // As if the asker’s record were one that was merged into the deputy’s.
      await asMerged(north.controller.person, north.deputy.person, async () => {
        await expect(end(id, north.deputy.person)).rejects.toThrow(/nobody decides on what they asked for/);
        expect((await decide(north.deputy, id)).json().code).toBe('own-request');
      });
      expect((await service.post(north.controller, `${approvals}/${id}/withdrawal`, {})).json().state).toBe(
        'withdrawn',
      );
    } finally {
      await unguarded(
        `delete from access.grant where centre = 'north' and person = '${north.controller.person}' and role = 'director'`,
      );
    }
  });

  it('is not asked for where nobody else could decide', async () => {
    await unguarded(`delete from access.grant where centre = 'south' and role = 'director'`);
    const { version, settings: now } = await inForce(south);
    const body = { version, settings: { ...now, doubts: { ...now.doubts, verifyWorkingDays: 9 } }, reason: '调整' };
    expect((await service.post(south.controller, `${settings}/proposals`, body)).json().code).toBe('no-approver');
  });

  it('of who has left is not approved, and is withdrawn by the schedule, once', async () => {
    const { id } = (await propose(14)).json();
    await setState(north.controller.person, 'departed');
    try {
      expect((await decide(north.director, id)).json().code).toBe('not-active');
      await Promise.all([withdrawLeavers(database, 'north'), withdrawLeavers(database, 'north')]);
      const entries = await entriesOf(test, 'north', 'approval.withdrawn');
      expect(entries.filter(({ target }) => target === id)).toMatchObject([{ actor: null, reason: 'not-active' }]);
      expect(await stateOf(id)).toMatchObject({ state: 'withdrawn', decidedBy: null });
    } finally {
      await setState(north.controller.person, 'active');
    }
  });

  it('changes settings only as approved, one version after the other: the database sees to it', async () => {
    const insert = (version: number, approval: string) =>
      inCentre(database, 'north', (transaction) =>
        sql`insert into control.settings (centre, version, settings, approval)
          values ('north', ${version}, '{}', ${approval})`.execute(transaction),
      );
    const { version } = await inForce();
    const { id } = (await propose(15)).json();
    await expect(insert(version + 1, id)).rejects.toThrow(/by approval only/);
    await expect(insert(version + 2, id)).rejects.toThrow(/follow each other/);
    for (const statement of [
      'delete from control.settings',
      "update control.settings set settings = '{}'",
      'delete from control.approval',
      "update control.approval set proposal = '{}'",
    ])
      await expect(
        inCentre(database, 'north', (transaction) => sql.raw(statement).execute(transaction)),
        statement,
      ).rejects.toThrow(/permission denied/);
  });
});

const end = (id: string, by: string) =>
  inCentre(database, 'north', (transaction) =>
    sql`update control.approval set state = 'approved', decided_at = now(), decided_by = ${by}
      where centre = 'north' and id = ${id}`.execute(transaction),
  );
/** As if access had come to it: its own guards want a request, a rehire, a merge behind it. */
const unguarded = (statement: string) =>
  owner.pool.query(`set session_replication_role = replica; ${statement}; set session_replication_role = origin`);
const grantRole = (username: keyof People, role: string) =>
  unguarded(`insert into access.grant (centre, id, person, role, unit, validity)
    values ('north', '${newId()}', '${north[username].person}', '${role}', 'centre', '[2020-01-01,)')`);
const setState = (person: string, state: string) =>
  unguarded(`update access.person set state = '${state}' where centre = 'north' and id = '${person}'`);
async function asMerged(person: string, into: string, work: () => Promise<void>): Promise<void> {
  const set = (state: string, merged: string) =>
    unguarded(`update access.person set state = '${state}', merged_into = ${merged}
      where centre = 'north' and id = '${person}'`);
  await set('departed', `'${into}'`);
  try {
    await work();
  } finally {
    await set('active', 'null');
  }
}
