import { expect, test } from 'vitest';
import { asClient } from '../support/api.ts';
import { County } from '../support/county.ts';

/** The truncated roster: a broken personnel file disabled half of the hall on a Monday. */
const county = County.ofThisFile();

const send = async (file: string) => {
  const hr = await asClient(county.origin, 'demo-hr', 'scim');
  return hr.post<{ id: string; version: number; code?: string }>('/api/v1/rosters?fileName=monday.csv', file, {
    'content-type': 'text/csv',
  });
};
const working = async () => {
  const rows = await county.sql(`select count(*)::int as count from access.account where state = 'active'`);
  return (rows[0] as { count: number }).count;
};

test('the file of that Monday, broken off in the hall, disables nobody, and the log says why', async () => {
  const lines = (await county.sql(
    `select staff_number || ',' || name || ',' || unit || ',' || post as line from access.person order by staff_number`,
  )) as { line: string }[];
  const whole = ['工号,姓名,机构,岗位', ...lines.map(({ line }) => line), ''].join('\n');
  const hall = whole.indexOf('hall', whole.length / 2);
  const before = await working();
  const broken = await send(whole.slice(0, hall + 2));
  expect({ status: broken.status, code: broken.body.code }).toEqual({ status: 422, code: 'roster-refused' });
  // Broken off between two lines, it looks whole: then what it would do is too much for one person.
  const at = whole.lastIndexOf('\n', hall) + 1;
  const plausible = await send(whole.slice(0, at));
  expect(plausible.body).toMatchObject({ state: 'open', needsSecond: true, total: expect.any(Number) });
  expect(await working()).toBe(before);
  const [taken, refused] = await county.entries({ action: 'roster.uploaded' });
  expect([taken?.outcome, refused?.outcome, refused?.reason]).toEqual(['done', 'denied', 'roster-refused']);
});

test('the whole file changes nothing: the hall works on', async () => {
  const lines = (await county.sql(
    `select staff_number || ',' || name || ',' || unit || ',' || post as line from access.person order by staff_number`,
  )) as { line: string }[];
  const { body } = await send(
    ['工号,姓名,机构,岗位', ...lines.map(({ line }) => line), `合计,${lines.length},,`, ''].join('\n'),
  );
  expect(body).toMatchObject({ state: 'open', total: 0, leaving: 0, needsSecond: false });
});
