import { expect, test } from 'vitest';
import { County } from '../support/county.ts';

/** Data taken out in bulk: of the business by a case of three people, of the log by an export; each with its purpose and how much it was. */
const county = County.ofThisFile();
const item = 'data-extraction';
const unit = 'information';

test('is an item of the highest risk: three people, who say what for; how many rows it was is logged to it', async () => {
  const shown = (await county.business.get(`/api/v1/items/${item}`)).body;
  expect(shown).toMatchObject({ code: item, risk: 3, duties: ['handle', 'review', 'approve'] });
  const id = await county.opened(item, unit);
  const purpose = '用途：省级稽核平台比对，欠费人员名单';
  await county.done(id, 'handle', 'information-op1', { note: purpose });
  expect((await county.refused(id, 'approve', 'information-op5')).code).toBe('out-of-order');
  for (const other of ['information-op1', 'information-op2', 'information-head', 'sysadmin', 'control-op2'])
    expect((await county.refused(id, 'review', other)).code, other).toBe('not-permitted');
  await county.done(id, 'review', 'information-op3', { note: '范围与用途相符' });
  const done = await county.done(id, 'approve', 'information-op5', { note: '同意' });
  expect(done.case.state).toBe('complete');
  const steps = (await county.steps(id)) as unknown as { note: string }[];
  expect(steps.map(({ note }) => note)).toEqual([purpose, '范围与用途相符', '同意']);
  // What was then taken out the system that did it puts into the log, to the same case.
  const taken = { action: 'data.extracted', outcome: 'done', item, unit, case: id, details: { rows: 1_250 } };
  const logged = await county.business.post('/audit/v1/entries', {
    ...taken,
    actor: 'information-op1',
    reason: purpose,
  });
  expect(logged.status, JSON.stringify(logged.body)).toBe(201);
  const [entry] = await county.entries({ case: id, action: 'data.extracted' });
  expect(entry).toMatchObject({
    actor: 'information-op1',
    client: 'demo-business',
    reason: purpose,
    details: { rows: 1_250 },
  });
});

test('out of the log it is exported for a purpose, and how many rows it held is an entry', async () => {
  const path = '/audit/v1/exports';
  const wish = { format: 'csv', filters: { item } };
  expect((await county.post('auditadmin', path, wish)).status, 'without a purpose').toBe(400);
  const { body } = await county.post<{ id: string }>('auditadmin', path, { ...wish, reason: '专项检查取证' });
  const state = async () => (await county.get<{ state: string }>('auditadmin', `${path}/${body.id}`)).body.state;
  await expect.poll(state, { timeout: 30_000 }).toBe('ready');
  const entries = await county.entries({ target: body.id, order: 'oldest' });
  expect(entries).toMatchObject([
    { action: 'export.requested', actor: 'auditadmin', reason: '专项检查取证' },
    { action: 'export.finished', details: { entries: (await county.entries({ item })).length } },
  ]);
});
