import { expect, test } from 'vitest';
import { County } from '../support/county.ts';

/** S04 减少权限: a removal is approved as well; until the last approval what is held holds. */
const county = County.ofThisFile();
const unit = 'enterprise-pension';
const revoke = {
  change: 'revoke',
  beneficiary: 'enterprise-pension-op2',
  role: 'enterprise-pension-handle',
  unit,
} as const;
const may = () => county.may('enterprise-pension-op2', 'handle', 'enterprise-pension-award', unit);

test('the chain of a removal: section head, then control head; a rejection leaves the grant', async () => {
  const asked = await county.ask('enterprise-pension-op1', revoke);
  expect(asked.status).toBe(201);
  expect(asked.body.stages.map(({ by }) => by)).toEqual(['section-head', 'control-head']);
  expect((await county.decide('enterprise-pension-head', asked.body.id)).body.state).toBe('pending');
  expect(await may(), 'between the two stages').toBe(true);
  expect(await county.decide('control-head', asked.body.id, 'reject', '仍须留岗')).toMatchObject({
    status: 200,
    body: { state: 'rejected' },
  });
  expect(await may(), 'after the rejection').toBe(true);
});

test('whose grant it is does not decide, and a step between the stages still counts', async () => {
  const asked = await county.ask('enterprise-pension-op1', revoke);
  expect(asked.status, 'a new removal is possible').toBe(201);
  expect(await county.decide('enterprise-pension-op2', asked.body.id)).toMatchObject({ status: 403 });
  await county.decide('enterprise-pension-head', asked.body.id);
  const id = await county.opened('enterprise-pension-award', unit);
  await county.done(id, 'handle', 'enterprise-pension-op2');
  expect(await county.decide('control-head', asked.body.id)).toMatchObject({ status: 200, body: { state: 'applied' } });
  expect(await may()).toBe(false);
  const next = await county.opened('enterprise-pension-award', unit);
  expect(await county.refused(next, 'handle', 'enterprise-pension-op2')).toMatchObject({ code: 'not-permitted' });
  expect((await county.steps(id)).map(({ username }) => username)).toEqual(['enterprise-pension-op2']);
});

test('what nobody holds cannot be removed; what was removed can be granted again', async () => {
  expect(await county.ask('enterprise-pension-op1', revoke)).toMatchObject({
    status: 409,
    body: { code: 'not-held' },
  });
  const again = await county.ask('enterprise-pension-op1', { ...revoke, change: 'grant' });
  expect(again.status).toBe(201);
  await county.approved(again.body.id, ['enterprise-pension-head', 'control-head', 'director']);
  expect(await may()).toBe(true);
});

test('when the head asks for a removal, another decides the first stage', async () => {
  const asked = await county.ask('enterprise-pension-head', revoke);
  expect(asked.body.stages.map(({ by }) => by)).toEqual(['deputy-director', 'control-head']);
  expect((await county.decide('enterprise-pension-head', asked.body.id)).body.code).toBe('own-request');
});

test('the end of a grant is in the log with its request', async () => {
  const ended = await county.entries({ action: 'grant.ended', person: 'enterprise-pension-op2' });
  expect(ended).toHaveLength(1);
  const applied = await county.entries({ action: 'request.applied', person: 'enterprise-pension-op2' });
  expect(applied).toHaveLength(2);
});
