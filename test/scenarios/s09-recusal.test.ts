import { expect, test } from 'vitest';
import { County } from '../support/county.ts';

/** S09 回避: nobody acts on a case about themselves or somebody they declared a relation to. */
const county = County.ofThisFile();
const unit = 'resident-pension';
const verification = (subject: string) => county.opened('eligibility-verification', unit, { subject });
const declare = (username: string, identity: string, relation = 'parent') =>
  county.post<{ id: string; earlierSteps: number }>(username, '/api/v1/me/relations', { relation, identity });

test('who declares a relation may not review; a colleague may', async () => {
  const id = await verification('Z');
  await county.done(id, 'handle', 'resident-pension-op1');
  expect(await declare('resident-pension-op3', 'Z')).toMatchObject({ status: 201, body: { earlierSteps: 0 } });
  const refused = await county.refused(id, 'review', 'resident-pension-op3');
  expect(refused).toMatchObject({ status: 409, code: 'duty-conflict', rules: ['recusal'] });
  expect(await county.evaluate('resident-pension-op3', 'review', id)).toMatchObject({
    decision: false,
    context: { rule: 'recusal' },
  });
  await county.done(id, 'review', 'resident-pension-op4');
});

test('one’s own case, too', async () => {
  expect((await declare('resident-pension-op2', '350102197003034321', 'self')).status).toBe(201);
  const id = await verification('350102197003034321');
  expect((await county.refused(id, 'handle', 'resident-pension-op2')).rules).toEqual(['recusal']);
  await county.done(id, 'handle', 'resident-pension-op1');
});

test('declaring afterwards erases nothing: the step stays and is in doubt', async () => {
  const id = await verification('late');
  await county.done(id, 'handle', 'resident-pension-op1');
  await county.done(id, 'review', 'resident-pension-op4');
  expect(await declare('resident-pension-op4', 'late', 'spouse')).toMatchObject({ body: { earlierSteps: 1 } });
  expect(await county.steps(id)).toHaveLength(2);
  expect(await county.entries({ action: 'step.doubted', case: id })).toHaveLength(1);
});

test('an inspection of Z’s case by a declared relation is refused', async () => {
  const id = await county.opened('business-inspection', 'control', { subject: 'Z' });
  await declare('inspector', 'Z', 'sibling');
  expect((await county.refused(id, 'inspect', 'inspector')).rules).toEqual(['recusal']);
  await county.done(id, 'inspect', 'inspector2');
});

test('it is seen by its person alone, and to whom it is by nobody', async () => {
  const secret = '350102196512120013';
  await declare('resident-pension-op5', secret, 'in-law');
  const own = await county.get<{ count: number }>('resident-pension-op5', '/api/v1/me/relations');
  expect(own.body.count).toBe(1);
  expect(JSON.stringify(own.body)).not.toContain(secret);
  expect(JSON.stringify(await county.entries({ action: 'relation.declared' }))).not.toContain(secret);
  expect((await county.get<{ count: number }>('newcomer', '/api/v1/me/relations')).body.count).toBe(0);
  expect(await declare('resident-pension-op5', secret)).toMatchObject({
    status: 409,
    body: { code: 'already-exists' },
  });
});

test('one that is withdrawn no longer bars, and nobody withdraws another’s; both are in the log', async () => {
  const declared = await declare('resident-pension-op1', 'W', 'other');
  const id = await verification('W');
  expect((await county.refused(id, 'handle', 'resident-pension-op1')).rules).toEqual(['recusal']);
  const path = `/api/v1/me/relations/${declared.body.id}`;
  expect((await (await county.as('resident-pension-op2')).send('DELETE', path)).status).toBe(404);
  expect((await (await county.as('resident-pension-op1')).send('DELETE', path)).status).toBe(204);
  await county.done(id, 'handle', 'resident-pension-op1');
  expect(await county.entries({ action: 'relation.withdrawn', actor: 'resident-pension-op1' })).toHaveLength(1);
});
