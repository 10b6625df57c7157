import { setTimeout as pause } from 'node:timers/promises';
import { connect, newId } from '@zhiheng/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setParent } from '../../services/control/plugin.ts';
import { rollMonths } from '../../services/control/reports/rolling.ts';
import { asClient } from '../support/api.ts';
import { type Office, openOffice } from './office.ts';

/** A report over the months, with its chart, down to the cases behind a figure. */
const centre = 'county';
let office: Office;
beforeAll(async () => {
  office = await openOffice();
  const { origin, database } = office.zhiheng;
  const business = await asClient(origin, 'demo-business', 'cases:write');
  for (const reference of ['R-1', 'R-2', 'R-3']) {
    const opened = await business.post('/api/v1/cases', { item: 'card-instant-issue', unit: 'card', reference });
    expect(opened.status).toBe(201);
  }
  // The month was counted when the services began; it is counted again now rather than in a minute. They may be counting still, from
  // before, or from between two of the three.
  const owner = await connect({ url: database.url });
  const counted = async () => {
    await owner.pool.query(
      `set session_replication_role = replica; delete from control.month_figure; delete from control.month_roll`,
    );
    await rollMonths(owner, centre);
    const { rows } = await owner.pool.query(
      `select sum(value)::int as cases from control.month_figure where item = 'card-instant-issue' and measure = 'case-opened'`,
    );
    return rows[0].cases === 3;
  };
  while (!(await counted())) await pause(200);
  await owner.close();
}, 240_000);
afterAll(() => office?.close());

test('a figure leads to the cases behind it, and its chart stands beside its table', async () => {
  const page = await office.open('control-head', '/reports');
  await page.getByRole('region', { name: '合计' }).getByText('受理办件').waitFor();
  await page
    .getByRole('img', { name: /业务量（按股室）/ })
    .locator('canvas')
    .waitFor();
  await page
    .getByRole('table', { name: '业务量（按股室）' })
    .getByRole('link', { name: '3', exact: true })
    .first()
    .click();
  const rows = page.getByRole('table', { name: '数字明细' });
  await rows.getByRole('link', { name: '办件' }).nth(2).waitFor();
  const address = page.url();
  await rows.getByRole('link', { name: '办件' }).first().click();
  await page
    .getByText(/R-[123]/)
    .first()
    .waitFor();
  // Who reads reports and no case sees that there are three, and is led to none.
  const other = await office.as('director');
  await other.goto(address);
  await other.getByRole('table', { name: '数字明细' }).getByText('办件').nth(2).waitFor();
  expect(await other.getByRole('table', { name: '数字明细' }).getByRole('link').count()).toBe(0);
});

test('what stands open at this moment leads to just so many things, and each of them to its page', async () => {
  const page = await office.open('director', '/reports');
  const none = page.getByRole('region', { name: '应当没有的' });
  await none
    .getByRole('link', { name: /离岗未停账号/ })
    .getByText('0', { exact: true })
    .waitFor();
  const figure = page
    .getByRole('table', { name: '此刻' })
    .getByRole('row', { name: /在用账号/ })
    .getByRole('link');
  const count = Number(await figure.textContent());
  await figure.click();
  const rows = page.getByRole('table', { name: '在用账号' }).getByRole('link', { name: '账号' });
  await rows.nth(count - 1).waitFor();
  expect(await rows.count()).toBe(count);
  await rows.first().click();
  await page.waitForURL(/\/people\//);
  await page.getByRole('heading', { level: 1 }).waitFor();
});

test('a centre without others below it is told so; who reads no reports is not led there', async () => {
  const page = await office.open('director', '/children');
  await page.getByText('本中心没有下级中心。').waitFor();
  const clerk = await office.open('newcomer', '/home');
  expect(await clerk.getByRole('link', { name: '报表' }).count()).toBe(0);
  expect(office.faults).toEqual([]);
});

test('an inspection is ordered of a centre below, and waits there to be taken in', async () => {
  const owner = await connect({ url: office.zhiheng.database.url });
  await owner.pool.query(`begin; select set_config('zhiheng.centre', 'north', true);
    insert into access.centre (centre, id, name) values ('north', '${newId()}', '{"zh": "北县", "en": "North county"}');
    select audit.found_log('north', 'test/north'); commit`);
  await setParent(owner, 'north', centre);
  await owner.close();
  const page = await office.open('control-head', '/children');
  await page.getByRole('button', { name: '向下级下达稽核' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('下级中心').click();
  await page.locator('.ant-select-dropdown:visible').getByTitle('北县', { exact: true }).dispatchEvent('click');
  await dialog.getByLabel('期间').fill('2026-01');
  await dialog.getByRole('button', { name: '向下级下达稽核' }).click();
  const orders = page.getByRole('table', { name: '下达的稽核' });
  await orders.getByRole('cell', { name: '北县' }).waitFor();
  await orders.getByText('2026-01').waitFor();
  expect(office.faults).toEqual([]);
});
