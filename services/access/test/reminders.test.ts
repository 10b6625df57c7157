import type { Request } from '@zhiheng/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noteExpiry } from '../grant-expiry.ts';
import { moveOverdue } from '../request-overdue.ts';
import { remindDeciders } from '../request-reminders.ts';
import { applied, asOwner, deskOf } from './asking.ts';
import { type County, openCounty } from './open-county.ts';
import { approve, submitted } from './requesting.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const hall = (beneficiary: string) => ({ beneficiary, role: 'hall-handle', unit: 'hall' });
const read = async (id: string, who = 'director'): Promise<Request> =>
  (await county.service.get(county.as(who), `/api/v1/requests/${id}`)).json();
const due = (id: string, when: string) =>
  county.owner.pool.query(
    `update access.request_stage set due_at = clock_timestamp() + $2::interval where request = $1 and state = 'open'`,
    [id, when],
  );

test('before a deadline its deciders are reminded once, by however many processes; after an escalation anew', async () => {
  const { id, stages } = await submitted(county, 'newcomer', hall('card-op1'));
  expect(stages[0]?.remindedAt).toBeNull();
  expect(await remindDeciders(deskOf(county), county.centre)).toBe(0);
  await due(id, '1 minute');
  const looks = await Promise.all([1, 2, 3].map(() => remindDeciders(deskOf(county), county.centre)));
  expect(looks.reduce((sum, one) => sum + one)).toBe(1);
  expect(await county.entries('request.reminded')).toMatchObject([
    { target: id, details: { stage: 1, to: ['hall-head'] } },
  ]);
  const inbox = await county.service.get(county.as('hall-head'), '/api/v1/requests', { candidate: 'me' });
  expect(inbox.json().data[0].stages[0].remindedAt).not.toBeNull();

  await due(id, '-1 second');
  expect(await remindDeciders(deskOf(county), county.centre)).toBe(0);
  expect(await moveOverdue(deskOf(county), county.centre)).toBe(1);
  expect((await read(id)).stages[0]).toMatchObject({ escalated: true, remindedAt: null });
  await due(id, '1 minute');
  expect(await remindDeciders(deskOf(county), county.centre)).toBe(1);
  expect((await county.entries('request.reminded'))[1]).toMatchObject({
    details: { to: ['deputy-director', 'deputy-director2'] },
  });
});

test('a stage whose approver lost the post by a revocation goes on at once', async () => {
  const { id } = await submitted(county, 'newcomer', { beneficiary: 'card-op2', role: 'card-handle', unit: 'hall' });
  expect((await read(id)).stages[0]).toMatchObject({ by: 'section-head', candidates: ['hall-head'] });
  await applied(county, 'newcomer', { change: 'revoke', beneficiary: 'hall-head', role: 'section-head', unit: 'hall' });
  const now = await read(id);
  expect(now.stages[0]).toMatchObject({ escalated: true, candidates: ['deputy-director', 'deputy-director2'] });
  const entries = await county.entries('request.reassigned');
  expect(entries).toMatchObject([{ target: id, reason: 'post-lost' }]);
  expect((await approve(county, now)).state).toBe('applied');
});

test('so does one whose approver’s post ran out', async () => {
  const { id } = await submitted(county, 'newcomer', { beneficiary: 'card-op3', role: 'hall-handle', unit: 'finance' });
  expect((await read(id)).stages[0]?.candidates).toEqual(['finance-head']);
  await asOwner(
    county,
    `update access.grant set validity = tstzrange(clock_timestamp() - interval '1 day', clock_timestamp() - interval '1 second')
      where person = $1 and role = 'section-head'`,
    [county.as('finance-head').person],
  );
  expect((await read(id)).stages[0]?.candidates).toEqual([]);
  expect(await noteExpiry(deskOf(county), county.centre)).toBe(1);
  expect((await read(id)).stages[0]).toMatchObject({ candidates: ['deputy-director', 'deputy-director2'] });
});

test('killed while it passes a stage on it has noted nothing, and the next look does both', async () => {
  const { id } = await submitted(county, 'newcomer', {
    beneficiary: 'card-op4',
    role: 'hall-handle',
    unit: 'information',
  });
  expect((await read(id)).stages[0]?.candidates).toEqual(['information-head']);
  await asOwner(
    county,
    `update access.grant set validity = tstzrange(clock_timestamp() - interval '1 day', clock_timestamp() - interval '1 second')
      where person = $1 and role = 'section-head'`,
    [county.as('information-head').person],
  );
  await county.owner.pool.query(`create function access.die() returns trigger language plpgsql security definer as
      $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$;
    create trigger die before update on access.request_stage for each row execute function access.die()`);
  await expect(noteExpiry(deskOf(county), county.centre)).rejects.toThrow();
  await county.owner.pool.query('drop function access.die cascade');
  expect((await read(id)).stages[0]?.candidates).toEqual([]);
  expect(await noteExpiry(deskOf(county), county.centre)).toBe(1);
  expect((await read(id)).stages[0]).toMatchObject({ candidates: ['deputy-director', 'deputy-director2'] });
});
