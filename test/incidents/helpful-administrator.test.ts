import { expect, test } from 'vitest';
import { County, rulesOf } from '../support/county.ts';

/** The helpful administrator: who administers accounts gave himself business rights, and later removed them. */
const county = County.ofThisFile();
const administrator = 'sysadmin';

test('he asks for business rights: refused before anybody is bothered', async () => {
  for (const role of ['enterprise-pension-handle', 'finance-pay', 'teller']) {
    const { status, body } = await county.ask(administrator, { beneficiary: administrator, role, unit: 'centre' });
    expect({ status, code: body.code }, role).toEqual({ status: 409, code: 'duty-conflict' });
    expect(rulesOf(body)).toContain('administrator-business');
  }
  const refused = await county.entries({ action: 'request.refused', actor: administrator });
  expect(refused).toHaveLength(3);
});

test('for an hour, or from next month: a short right is a right', async () => {
  const hour = { validFrom: new Date().toISOString(), validUntil: new Date(Date.now() + 3_600_000).toISOString() };
  const later = { validFrom: new Date(Date.now() + 30 * 86_400_000).toISOString() };
  for (const period of [hour, later])
    expect(
      (await county.ask(administrator, { beneficiary: administrator, role: 'finance-pay', unit: 'finance', ...period }))
        .status,
    ).toBe(409);
});

test('he asks for a friend and would approve it: he is no candidate of any stage', async () => {
  const { status, body } = await county.ask(administrator, {
    ...{ beneficiary: 'newcomer', role: 'enterprise-pension-handle', unit: 'enterprise-pension' },
  });
  expect(status).toBe(201);
  expect(body.stages.flatMap(({ candidates }) => candidates)).not.toContain(administrator);
  expect(await county.decide(administrator, body.id)).toMatchObject({ status: 403, body: { code: 'own-request' } });
  expect(await county.may('newcomer', 'handle', 'enterprise-pension-award', 'enterprise-pension')).toBe(false);
});

test('past the requests there is no way to a grant', async () => {
  const caller = await county.as(administrator);
  const grant = { person: administrator, role: 'finance-pay', unit: 'finance' };
  for (const [method, path] of [
    ['POST', '/api/v1/grants'],
    ['PUT', '/api/v1/grants'],
    ['PATCH', `/api/v1/people/${administrator}`],
  ] as const)
    expect([400, 403, 404, 405], `${method} ${path}`).toContain((await caller.send(method, path, grant)).status);
  const { body } = await county.business.get<{ data: { role: string }[] }>(`/api/v1/grants?person=${administrator}`);
  expect(body.data.map(({ role }) => role)).toEqual(['system-admin']);
});

test('with the services’ own database passwords neither: no grant without a request that was heard', async () => {
  const access = await county.running.database.connect('access');
  const [person] = (await county.sql('select id from access.person where centre = $1 and staff_number = $2', [
    'county',
    'S0083',
  ])) as [{ id: string }];
  const client = await access.pool.connect();
  try {
    await client.query("begin; select set_config('zhiheng.centre', 'county', true)");
    const insert = client.query(
      `insert into access."grant" (centre, id, person, role, unit, validity)
       values ('county', gen_random_uuid(), $1, 'finance-pay', 'finance', tstzrange(now(), null))`,
      [person.id],
    );
    await expect(insert).rejects.toMatchObject({ constraint: 'grant_needs_approval' });
  } finally {
    await client.query('rollback');
    client.release();
  }
  expect(await county.may('newcomer', 'pay', 'payment-batch', 'finance')).toBe(false);
});

test('he cannot remove the traces: the log takes no edit, and shows his tries', async () => {
  const audit = await county.running.database.connect('audit');
  for (const statement of ['update audit.entry set reason = null', 'delete from audit.entry', 'truncate audit.entry'])
    await expect(audit.pool.query(statement)).rejects.toThrow(/permission denied|append-only|may not/i);
  expect((await county.entries({ actor: administrator, outcome: 'denied' })).length).toBeGreaterThanOrEqual(6);
});

test('a right that somebody got, used and lost within the day is named by the next morning', async () => {
  const wish = { beneficiary: 'newcomer', role: 'resident-pension-handle', unit: 'resident-pension' };
  const through = async (change: 'grant' | 'revoke') => {
    const asked = await county.ask('resident-pension-head', { ...wish, change });
    expect(asked.status, JSON.stringify(asked.body)).toBe(201);
    const heard = new Set(['resident-pension-head', 'newcomer']);
    for (let { body } = asked; body.state === 'pending'; ) {
      const candidates = body.stages.find(({ state }) => state === 'open')?.candidates ?? [];
      const next = candidates.find((candidate) => !heard.has(candidate)) as string;
      heard.add(next);
      body = (await county.decide(next, asked.body.id)).body;
    }
  };
  await through('grant');
  await county.done(await county.opened('resident-pension-award', 'resident-pension'), 'handle', 'newcomer');
  await through('revoke');
  const [doubt, ...more] = await county.doubtsOf('brief-grant');
  expect(more).toEqual([]);
  expect(doubt).toMatchObject({
    severity: 3,
    unit: 'resident-pension',
    facts: { role: 'resident-pension-handle', steps: 1 },
  });
});
