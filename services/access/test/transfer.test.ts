import { afterAll, beforeAll, expect, test } from 'vitest';
import { movePlanned } from '../transfer-move.ts';
import { openCase, question, reasonOf, step, stepped } from './acting.ts';
import { applied, asOwner, coveredBy, deskOf } from './asking.ts';
import { inMinutes, moved, transfer } from './moving.ts';
import { type County, openCounty } from './open-county.ts';
import { approve, decide, rolesOf, submitted } from './requesting.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty((file) => {
    const person = (username: string, unit: string, post: string, roles: string[]) =>
      file.people.push({ staffNumber: username, username, name: username, unit, post, roles });
    person('two-hats', 'card', '经办岗', ['card-handle']);
    person('clerk', 'office', '办事员', []);
    person('spare', 'enterprise-pension', '待定岗', []);
  });
});
afterAll(() => county.close());

const preview = (who: string, input: object, by = 'sysadmin') =>
  county.service.post(county.as(by), `/api/v1/people/${who}/transfer/preview`, { reason: '轮岗', ...input });
const personOf = async (who: string) =>
  (await county.service.get(county.as('director'), `/api/v1/people/${who}`)).json();
const transfersOf = async (who: string, by = 'sysadmin') =>
  (await county.service.get(county.as(by), '/api/v1/transfers', { person: who })).json().data;

test('the preview says what the transfer then does, and changes nothing', async () => {
  const who = 'enterprise-pension-op3';
  const [item, unit] = ['enterprise-pension-award', 'enterprise-pension'];
  const waiting = await openCase(county, { item, unit });
  await stepped(county, waiting.id, 'handle', 'enterprise-pension-op1');
  const wanted = { beneficiary: who, role: 'enterprise-pension-handle', unit, change: 'grant' as const };
  // What they ask for others stays; what was asked for them at the old unit loses its point.
  const forOther = await submitted(county, who, { ...wanted, beneficiary: 'newcomer' });
  const leavingRole = await submitted(county, 'enterprise-pension-op1', {
    change: 'revoke',
    beneficiary: who,
    role: 'enterprise-pension-review',
    unit,
    ...coveredBy('enterprise-pension-op4'),
  });
  const left = await county.service.post(county.as('sysadmin'), '/api/v1/people/enterprise-pension-op4/departure', {
    kind: 'resigned',
  });
  expect(left.statusCode, left.body).toBe(201);
  const shown = (await preview(who, { unit: 'card' })).json();
  expect(shown.person).toMatchObject({ username: who, unit, post: '复核岗' });
  expect(shown).toMatchObject({
    to: { unit: 'card', post: '复核岗' },
    effects: {
      grantsEnded: [{ role: 'enterprise-pension-review', unit }],
      grantsKept: [],
      requestsWithdrawn: [leavingRole.id],
      decisionsReassigned: [],
    },
    suggestedGrants: [{ role: 'card-review', unit: 'card', conflicts: [] }],
  });
  expect(shown.effects.openCases).toMatchObject([{ id: waiting.id, nextDuty: 'review', candidates: [] }]);
  // The other reviewer has left: nobody is left to review.
  expect(shown.losses).toContainEqual(expect.objectContaining({ item, unit, broken: true, unfilled: ['review'] }));
  expect(shown.thinlyCovered).toContainEqual({ item, unit, duty: 'review', remaining: 0 });
  expect(shown.problem).toMatchObject({ code: 'cover-plan-required' });
  expect(await personOf(who)).toMatchObject({ unit, roles: ['enterprise-pension-review'] });
  expect(await transfersOf(who)).toEqual([]);

  const covered = { unit: 'card', ...coveredBy('hall-op6') };
  expect((await preview(who, covered)).json().problem).toBeNull();
  const done = await moved(county, who, covered);
  expect(done).toMatchObject({ state: 'done', from: { unit }, to: { unit: 'card' }, by: 'sysadmin' });
  expect(done.effects).toEqual(shown.effects);
  expect(done.suggestedGrants).toEqual(shown.suggestedGrants);
  expect(await personOf(who)).toMatchObject({ unit: 'card', post: '复核岗', state: 'active', roles: [] });
  const requests = async (id: string) =>
    (await county.service.get(county.as('director'), `/api/v1/requests/${id}`)).json();
  expect(await requests(leavingRole.id)).toMatchObject({ state: 'withdrawn', failure: 'moved-away' });
  expect(await requests(forOther.id)).toMatchObject({ state: 'pending' });
  expect(await reasonOf(county, question(who, 'review'))).toBe('not-permitted');
  expect((await step(county, waiting.id, 'review', who)).json().code).toBe('not-permitted');
});

test('it is in the log in one transaction, and the grants say by what they ended', async () => {
  expect(await county.entries('person.transferred')).toMatchObject([
    { outcome: 'done', target: 'enterprise-pension-op3', unit: 'card', details: { grantsEnded: 1 } },
  ]);
  const ended = (await county.entries('grant.ended')).filter(({ reason }) => reason === 'transfer');
  expect(ended).toMatchObject([{ target: 'enterprise-pension-review' }]);
  const { rows } = await county.owner.pool.query(
    "select count(distinct xid) from audit.entry where action = 'person.transferred' or action = 'grant.ended' and reason = 'transfer'",
  );
  expect(rows).toEqual([{ count: 1 }]);
  const grants = await county.service.get(county.as('director'), '/api/v1/grants', {
    person: 'enterprise-pension-op3',
  });
  expect(grants.json().data).toMatchObject([{ state: 'ended', endedBy: 'transfer' }]);
});

test('the new post comes by request: after the transfer the role that conflicted with the old one is granted', async () => {
  const who = 'enterprise-pension-op3';
  const review = { beneficiary: who, role: 'card-review', unit: 'card' };
  const done = await approve(county, await submitted(county, who, review));
  expect(done.state).toBe('applied');
  expect(await rolesOf(county, who)).toEqual(['card-review@card']);
});

test('what was granted at the old unit beside the post ends as well, in force or still to begin', async () => {
  const who = 'spare';
  const [role, unit] = ['enterprise-pension-handle', 'enterprise-pension'];
  await applied(county, who, { change: 'grant', beneficiary: who, role, unit, validUntil: inMinutes(60) });
  const later = { beneficiary: who, role, unit, validFrom: inMinutes(120) };
  await applied(county, who, { change: 'grant', ...later });
  const asked = await submitted(county, who, { beneficiary: who, role: 'resident-pension-handle', unit });
  const done = await moved(county, who, { unit: 'resident-pension' });
  expect(done.effects).toMatchObject({
    grantsEnded: [
      { role, unit },
      { role, unit },
    ],
    requestsWithdrawn: [asked.id],
  });
  const grants = await county.service.get(county.as('director'), '/api/v1/grants', { person: who });
  expect(grants.json().data.map(({ state }: { state: string }) => state)).toEqual(['ended', 'ended']);
});

test('what reaches the new unit as it did the old stays; what the old post alone is given does not', async () => {
  const root = 'centre';
  await applied(county, 'clerk', { change: 'grant', beneficiary: 'clerk', role: 'card-handle', unit: root });
  const kept = await moved(county, 'clerk', { unit: 'enrolment' });
  expect(kept.effects).toMatchObject({ grantsEnded: [], grantsKept: [{ role: 'card-handle', unit: root }] });

  // The director's role is at the centre, and given to the post of director only.
  const shown = (await preview('deputy-director2', { unit: 'office', post: '办事员' })).json();
  expect(shown.effects.grantsEnded).toMatchObject([{ role: 'deputy-director', unit: root }]);
  // A unit inside the old one is no longer reached from it when the move is upward.
  const up = (await preview('hall-op1', { unit: 'hall' })).json();
  expect(up.effects.grantsEnded).toMatchObject([{ role: 'teller', unit: 'hall-window-1' }]);
});

test('a suggested grant that would break a rule with what stays says so', async () => {
  await applied(county, 'two-hats', {
    change: 'grant',
    beneficiary: 'two-hats',
    role: 'enterprise-pension-handle',
    unit: 'centre',
  });
  const shown = (await preview('two-hats', { unit: 'enterprise-pension', post: '复核岗' })).json();
  expect(shown.effects.grantsKept).toMatchObject([{ role: 'enterprise-pension-handle', unit: 'centre' }]);
  const [suggested] = shown.suggestedGrants;
  expect(suggested).toMatchObject({ role: 'enterprise-pension-review', conflicts: [{ rule: 'item-handle-review' }] });
});

test('what waited for a deciding post that is lost goes on; deputies of it lose their voice with it', async () => {
  const asked = await submitted(county, 'card-op1', { beneficiary: 'newcomer', role: 'hall-handle', unit: 'hall' });
  const named = { deputy: 'enrolment-head', until: inMinutes(120), reason: '出差' };
  expect((await county.service.post(county.as('hall-head'), '/api/v1/deputies', named)).statusCode).toBe(201);
  const done = await moved(county, 'hall-head', { unit: 'office', post: '办事员' });
  expect(done.effects?.decisionsReassigned).toEqual([
    { request: asked.id, stage: 1, to: ['deputy-director', 'deputy-director2'], escalated: true },
  ]);
  for (const who of ['hall-head', 'enrolment-head'])
    expect((await decide(county, who, asked.id)).json().code).toBe('not-a-candidate');
  expect((await decide(county, 'deputy-director', asked.id)).statusCode).toBe(200);
});

test('planned for a later instant, it waits, is done by the schedule once, and can be taken back before', async () => {
  const who = 'card-op1';
  const planned = await moved(county, who, { unit: 'information', at: inMinutes(60) });
  expect(planned).toMatchObject({ state: 'planned', effects: null });
  expect(await personOf(who)).toMatchObject({ unit: 'card', roles: ['card-handle'] });
  expect((await transfer(county, who, { unit: 'finance', at: inMinutes(30) })).json().code).toBe('already-exists');
  expect(await movePlanned(deskOf(county), county.centre)).toBe(0);
  await asOwner(county, "update access.transfer set at = clock_timestamp() - interval '1 second' where id = $1", [
    planned.id,
  ]);
  await Promise.all([movePlanned(deskOf(county), county.centre), movePlanned(deskOf(county), county.centre)]);
  expect(await personOf(who)).toMatchObject({ unit: 'information', roles: [] });
  expect((await transfersOf(who))[0]).toMatchObject({
    state: 'done',
    effects: { grantsEnded: [{ role: 'card-handle' }] },
  });
  const done = (await county.entries('person.transferred')).filter(
    ({ target, outcome }) => target === who && outcome === 'done',
  );
  expect(done).toHaveLength(1);

  const other = await moved(county, 'card-op2', { unit: 'information', at: inMinutes(60) });
  const cancel = (by: string) =>
    county.service.send(county.as(by), { method: 'DELETE', url: `/api/v1/transfers/${other.id}` });
  expect((await cancel('card-head')).statusCode).toBe(403);
  expect((await cancel('sysadmin')).json()).toMatchObject({ state: 'cancelled' });
  expect((await cancel('sysadmin')).json()).toMatchObject({ state: 'cancelled' });
  expect(await county.entries('transfer.cancelled')).toHaveLength(2);
});

test('who leaves before their planned transfer does not move', async () => {
  const planned = await moved(county, 'card-op3', { unit: 'information', at: inMinutes(60) });
  await county.service.post(county.as('sysadmin'), '/api/v1/people/card-op3/departure', { kind: 'resigned' });
  await asOwner(county, "update access.transfer set at = clock_timestamp() - interval '1 second' where id = $1", [
    planned.id,
  ]);
  await movePlanned(deskOf(county), county.centre);
  expect(await personOf('card-op3')).toMatchObject({ unit: 'card', state: 'departed' });
  expect((await transfersOf('card-op3'))[0]).toMatchObject({ state: 'cancelled' });
});

test('refused: who may not, who has left, where one is already, and a unit that is not there', async () => {
  for (const by of ['director', 'card-head', 'card-op4', 'secadmin'])
    expect((await transfer(county, 'card-op4', { unit: 'hall' }, by)).json()).toMatchObject({ code: 'not-permitted' });
  const denied = (await county.entries('person.transferred')).filter(
    ({ target, reason }) => target === 'card-op4' && reason === 'not-permitted',
  );
  expect(denied).toHaveLength(4);
  expect((await transfer(county, 'card-op4', { unit: 'card' })).json()).toMatchObject({
    status: 409,
    code: 'already-there',
  });
  expect((await transfer(county, 'card-op4', { unit: 'nowhere' })).json().code).toBe('unknown-code');
  expect((await transfer(county, 'card-op3', { unit: 'hall' })).json().code).toBe('already-departed');
  expect((await transfer(county, 'nobody', { unit: 'hall' })).statusCode).toBe(404);
  expect((await preview('card-op4', { unit: 'hall' }, 'card-head')).statusCode).toBe(200);
  expect((await preview('card-op4', { unit: 'hall' }, 'hall-op2')).statusCode).toBe(403);
});

test('an administrator of one section moves nobody out of it, nor into it from another', async () => {
  // Holds the accounts of one section only.
  await asOwner(
    county,
    `insert into access.grant (centre, id, person, role, unit, validity)
     select $1, gen_random_uuid(), person, 'system-admin', 'card', tstzrange(now(), null, '[)') from access.account where username = 'clerk'`,
    [county.centre],
  );
  const covered = coveredBy('enterprise-pension-op3');
  expect((await transfer(county, 'card-op4', { unit: 'hall' }, 'clerk')).json().code).toBe('not-permitted');
  expect((await transfer(county, 'hall-op5', { unit: 'card' }, 'clerk')).json().code).toBe('not-permitted');
  expect((await transfer(county, 'card-op4', { unit: 'card', post: '经办岗', ...covered }, 'clerk')).statusCode).toBe(
    201,
  );
});

test('the database moves nobody and ends no grant without a transfer of the same transaction', async () => {
  const { database, centre } = county;
  const asService = async (statement: string) => {
    const client = await database.pool.connect();
    try {
      await client.query('begin');
      await client.query("select set_config('zhiheng.centre', $1, true)", [centre]);
      return await client.query(statement).then(
        () => 'done',
        (error: { constraint?: string }) => error.constraint,
      );
    } finally {
      await client.query('rollback');
      client.release();
    }
  };
  const who = "(select person from access.account where username = 'hall-op6')";
  expect(await asService(`update access.person set unit = 'card' where id = ${who}`)).toBe('person_moves_on_record');
  expect(
    await asService(`update access.grant set ended_by = 'transfer', validity = tstzrange(lower(validity), clock_timestamp(), '[)')
      where person = ${who}`),
  ).toBe('grant_only_ends');
  const departed = "(select id from access.person where state = 'departed' limit 1)";
  expect(await asService(`update access.person set state = 'active' where id = ${departed}`)).toBe(
    'person_moves_on_record',
  );
  expect(
    await asService(`update access.account set state = 'active', disabled_at = null where person = ${departed}`),
  ).toBe('account_stays_disabled');
  const old = "(select id from access.transfer where state = 'done' limit 1)";
  expect(await asService(`update access.transfer set effects = null where id = ${old}`)).toBe('transfer_only_advances');
});
