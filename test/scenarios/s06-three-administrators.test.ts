import { expect, test } from 'vitest';
import { County, rulesOf } from '../support/county.ts';

/** S06 三员分立: accounts, security and audit are administered by three people, none of whom does business. */
const county = County.ofThisFile();

test.each([
  ['sysadmin', 'security-admin', 'three-administrators'],
  ['sysadmin', 'audit-admin', 'three-administrators'],
  ['secadmin', 'system-admin', 'three-administrators'],
  ['auditadmin', 'security-admin', 'three-administrators'],
  ['secadmin', 'teller', 'administrator-business'],
  ['sysadmin', 'enterprise-pension-review', 'administrator-business'],
  ['auditadmin', 'control-inspect', 'administrator-business'],
  ['hall-op1', 'system-admin', 'administrator-business'],
])('%s may not be given %s: %s', async (beneficiary, role, rule) => {
  const wish = { beneficiary, role, unit: 'centre' };
  expect((await county.preview('director', wish)).body.submittable).toBe(false);
  const { status, body } = await county.ask('director', wish);
  expect({ status, code: body.code }).toEqual({ status: 409, code: 'duty-conflict' });
  expect(rulesOf(body)).toContain(rule);
  expect(await county.refusal('request.refused', 'director')).toMatchObject({ reason: 'duty-conflict' });
});

test('no administrator decides on requests, or sees the log unless it is theirs to see', async () => {
  const asked = await county.ask('newcomer', { beneficiary: 'newcomer', role: 'hall-handle', unit: 'hall' });
  for (const administrator of ['sysadmin', 'secadmin', 'auditadmin']) {
    expect(asked.body.stages.flatMap(({ candidates }) => candidates)).not.toContain(administrator);
    expect(await county.decide(administrator, asked.body.id)).toMatchObject({ status: expect.toBeOneOf([403, 404]) });
  }
  expect((await county.get('auditadmin', '/audit/v1/entries')).status).toBe(200);
  for (const other of ['sysadmin', 'secadmin', 'hall-head'])
    expect((await county.get(other, '/audit/v1/entries')).status, other).toBe(403);
  expect(await county.refusal('access.refused', 'sysadmin')).toMatchObject({ reason: 'not-permitted' });
});

test('who administers the audit exports entries; who only reads them, or administers else, does not', async () => {
  const asked = await county.post<{ id: string; state: string }>('auditadmin', '/audit/v1/exports', {
    format: 'csv',
    filters: { action: 'request.' },
    reason: '季度审计取证',
  });
  expect(asked.status).toBe(202);
  const state = async () =>
    (await county.get<{ state: string }>('auditadmin', `/audit/v1/exports/${asked.body.id}`)).body.state;
  while (['queued', 'running'].includes(await state())) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await state()).toBe('ready');
  for (const other of ['sysadmin', 'secadmin', 'inspector', 'hall-head']) {
    const refused = await county.post(other, '/audit/v1/exports', { format: 'csv', reason: '取证' });
    expect({ status: refused.status, code: refused.body.code }, other).toEqual({ status: 403, code: 'not-permitted' });
  }
});

test('nobody writes a grant, a role or a rule past its approval', async () => {
  const grant = { person: 'sysadmin', role: 'teller', unit: 'hall' };
  for (const administrator of ['sysadmin', 'secadmin', 'auditadmin', 'director']) {
    const caller = await county.as(administrator);
    for (const [method, path] of [
      ['POST', '/api/v1/grants'],
      ['PUT', '/api/v1/roles/teller'],
      ['PATCH', '/api/v1/roles/teller'],
      ['DELETE', '/api/v1/roles/teller'],
      ['DELETE', '/api/v1/rules/item-handle-review'],
      ['PATCH', '/api/v1/rules/item-handle-review'],
    ] as const) {
      const { status } = await caller.send(method, path, method === 'DELETE' ? undefined : grant);
      expect([403, 404, 405], `${method} ${path} as ${administrator}: ${status}`).toContain(status);
    }
  }
  const { body } = await county.business.get<{ data: object[] }>('/api/v1/grants?person=sysadmin');
  expect(body.data).toHaveLength(1);
  expect((await county.business.get('/api/v1/rules/item-handle-review')).body).toMatchObject({ effect: 'block' });
});

test('what the three may do is what their roles say, and no more', async () => {
  const may = async (id: string, name: string, type: string) =>
    (
      await county.business.post<{ decision: boolean }>('/access/v1/evaluation', {
        subject: { type: 'person', id },
        action: { name },
        resource: { type, id: 'any' },
      })
    ).body.decision;
  expect(await may('sysadmin', 'administer-accounts', 'account')).toBe(true);
  expect(await may('secadmin', 'administer-security', 'role')).toBe(true);
  expect(await may('auditadmin', 'export', 'entry')).toBe(true);
  expect(await may('auditadmin', 'administer-security', 'role')).toBe(false);
  expect(await may('secadmin', 'administer-accounts', 'account')).toBe(false);
  expect(await may('sysadmin', 'read', 'entry')).toBe(false);
});
