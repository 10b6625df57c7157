import type { Staffing } from '@zhiheng/contracts';
import { expect, test } from 'vitest';
import { County } from '../support/county.ts';

/** S12 疑点核查、追缴: one holder each of what a recovery takes, and so each of them critical. */
const county = County.ofThisFile();
const holders = { handle: 'control-op3', review: 'control-op1', approve: 'control-op2' };

const staffing = async (query = '') => {
  const path = `/api/v1/staffing?item=overpayment-recovery&unit=control${query}`;
  const { status, body } = await county.get<{ data: Staffing[] }>('director', path);
  expect(status).toBe(200);
  expect(body.data).toHaveLength(1);
  return body.data[0] as Staffing;
};

test('overpayment-recovery has one holder each of handle, review and approve: all three are critical', async () => {
  const row = await staffing();
  expect(row.feasible).toBe(true);
  const held = row.duties.map(({ duty, holders: people }) => [duty, people.map(({ username }) => username)]);
  expect(held).toEqual(Object.entries(holders).map(([duty, who]) => [duty, [who]]));
  expect([...row.critical].sort()).toEqual(Object.values(holders).sort());
});

test('with any one of them away it cannot be done', async () => {
  for (const [duty, who] of Object.entries(holders))
    expect(await staffing(`&away=${who}`), who).toMatchObject({ feasible: false, unfilled: [duty] });
});

test('who oversees no unit is shown none of it, and that is in the log', async () => {
  expect(await county.get('newcomer', '/api/v1/staffing?item=overpayment-recovery')).toMatchObject({ status: 403 });
  expect(await county.refusal('access.refused', 'newcomer')).toMatchObject({ target: 'staffing' });
});
