import { Readable } from 'node:stream';
import { inCentre } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { openSecret, subjectHash } from '@zhiheng/http';
import { spreadsheetType } from '@zhiheng/http/spreadsheet';
import {
  openTestService,
  startTestIssuer,
  type TestIssuer,
  type TestPerson,
  type TestService,
} from '@zhiheng/http/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { control } from '../plugin.ts';
import { raiseListed } from '../store/doubt-import-row-store.ts';
import { claimImport, endImport } from '../store/doubt-import-store.ts';
import { pastTriggers } from './control-staff.ts';
import { type Doubters, foundDoubters } from './doubting.ts';
import { entriesOf } from './founding.ts';

let test: TestDatabase;
let issuer: TestIssuer;
let service: TestService;
let north: Doubters;
let south: Doubters;
beforeAll(async () => {
  test = await openTestDatabase();
  issuer = await startTestIssuer();
  north = await foundDoubters(test, 'north');
  south = await foundDoubters(test, 'south');
  service = await openTestService(control, { database: await test.connect('control'), issuer });
});
afterAll(async () => {
  await service.close();
  await issuer.close();
  await test.drop();
});

const titles = '身份证号,死亡日期,最后发放月份,金额（元）';
const number = (index: number) => `1101051949${String(index).padStart(4, '0')}123X`;
const line = (index: number, day = '2025-03-11', amount = '1744.00') => `${number(index)},${day},2025-11,${amount}`;
const lines = (count: number, from = 0) => Array.from({ length: count }, (_, index) => line(from + index));

interface Asked {
  rule?: string;
  batch?: string;
  [column: string]: string | undefined;
}
async function upload(rows: string | Buffer, asked: Asked = {}, who: TestPerson = north.inspector) {
  const query = {
    fileName: 'list.csv',
    rule: 'deceased-still-paid',
    origin: 'fund-supervision',
    batch: 'B1',
    ...asked,
  };
  const answer = await service.send(who, {
    method: 'POST',
    url: '/api/v1/doubt-imports',
    query: Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as Record<
      string,
      string
    >,
    headers: { 'content-type': 'text/csv' },
    payload: Buffer.isBuffer(rows) ? rows : Buffer.from(rows),
  });
  return { status: answer.statusCode, body: answer.json() };
}
const file = (...rows: string[]) => `${[titles, ...rows].join('\r\n')}\r\n`;
const apply = async (id: string, who: TestPerson = north.inspector) =>
  service.post(who, `/api/v1/doubt-imports/${id}/application`, {});
const until = (id: string, state: string) =>
  vi.waitFor(
    async () => {
      const list = (await service.get(north.inspector, `/api/v1/doubt-imports/${id}`)).json();
      expect(list).toMatchObject({ state });
      return list;
    },
    { timeout: 15_000, interval: 50 },
  );
const bring = async (rows: string, asked: Asked = {}) => {
  const { body } = await upload(rows, asked);
  await apply(body.id);
  return until(body.id, 'done');
};
const faults = async (rows: string | Buffer, asked: Asked = {}) => {
  const { status, body } = await upload(rows, asked);
  expect(body).toMatchObject({ code: 'list-refused' });
  expect(status).toBe(422);
  return body.errors.map(({ path, message }: { path: string; message: string }) => `${path} ${message}`);
};
const counted = async (rule: string, batch?: string) =>
  (await service.get(north.inspector, '/api/v1/doubts/counts', { rule, ...(batch ? { batch } : {}) })).json().data[0]
    ?.total ?? 0;

describe('a list', () => {
  it('raises nothing of lines below the least amount that the settings give its rule, and says how many they are', async () => {
    const rule = 'employed-while-unemployed';
    const byRule = [{ rule, verifyWorkingDays: 5, minAmountFen: 10_000 }];
    await pastTriggers(
      await test.owner(),
      `insert into control.settings (centre, version, settings, approval) values ('north', 1, $1, gen_random_uuid())`,
      [{ doubts: { byRule } }],
    );
    const { body } = await upload(
      '身份证号,用人单位,起始日期,金额（元）\r\n11010519491231002X,甲,2025-01-01,99.99\r\n110105194912310038,甲,2025-01-01,100.00\r\n110105194912310046,甲,2025-01-01,\r\n',
      { rule, batch: 'least' },
    );
    expect(body).toMatchObject({ lines: 3, minAmountFen: 10_000, below: 1 });
    await apply(body.id);
    expect(await until(body.id, 'done')).toMatchObject({ done: 3, raised: 2 });
  });

  it('of 100 lines with 3 doubles brings 97 doubts, and nothing more when it comes again', async () => {
    const rows = [...lines(97), line(3, '2025/3/11'), line(4, '20250311'), line(5, '2025年3月11日')];
    const { status, body } = await upload(file(...rows));
    expect(status).toBe(201);
    expect(body).toMatchObject({ state: 'open', lines: 100, doubles: 3, known: 0, amountFen: 97 * 174_400 });
    expect(await counted('deceased-still-paid')).toBe(0);
    const preview = (
      await service.get(north.inspector, `/api/v1/doubt-imports/${body.id}/rows`, { limit: '500' })
    ).json();
    expect(preview.data[98]).toMatchObject({
      line: 100,
      doubleOf: 6,
      subjectShown: '**************123X',
      facts: { dateOfDeath: '2025-03-11', lastPaidMonth: '2025-11' },
    });
    expect((await apply(body.id)).statusCode).toBe(202);
    expect(await until(body.id, 'done')).toMatchObject({ done: 100, raised: 97 });
    expect(await counted('deceased-still-paid', body.id)).toBe(97);
    expect(await bring(file(...rows), { batch: 'B2' })).toMatchObject({ known: 97, raised: 0, done: 100 });
    const { data } = (
      await service.get(north.inspector, '/api/v1/doubts', { rule: 'deceased-still-paid', limit: '1' })
    ).json();
    expect(data[0]).toMatchObject({ severity: 3, amountFen: 174_400, origin: 'fund-supervision', unit: 'control' });
    expect((await apply(body.id)).json()).toMatchObject({ code: 'list-closed' });
  });

  it('keeps nobody’s number, and the same subject as their cases', async () => {
    await bring(file(line(900)));
    const owner = await test.owner();
    const { rows } = await owner.pool.query(
      `select d::text as doubt, r::text as row from control.doubt d, control.doubt_import_row r where d.centre = 'north' and r.centre = 'north'`,
    );
    expect(JSON.stringify(rows)).not.toContain(number(900).slice(0, 14));
    const secret = await openSecret(issuer.environment, {});
    const { rows: found } = await owner.pool.query('select id from control.doubt where subject = $1', [
      subjectHash(secret, 'north', number(900).toLowerCase()),
    ]);
    expect(found).toHaveLength(1);
    const entries = JSON.stringify(await entriesOf(test, 'north', 'doubt-import.uploaded'));
    expect(entries).toContain('"lines": 100'.replace(' ', ''));
    expect(entries).not.toContain('123X');
  });

  it('says what its columns are taken for, GB18030 and other titles too', async () => {
    const gb = Buffer.from([0xc9, 0xed, 0xb7, 0xdd, 0xd6, 0xa4, 0xba, 0xc5]);
    const answer = await service.send(north.inspector, {
      method: 'POST',
      url: '/api/v1/doubt-imports/columns',
      query: { rule: 'eligibility-overdue' },
      headers: { 'content-type': 'text/csv' },
      payload: Buffer.concat([gb, Buffer.from(',lastVerified,amountFen,x\r\n')]),
    });
    expect(answer.json()).toEqual({
      encoding: 'gb18030',
      amountIn: 'fen',
      needed: ['idNumber', 'lastVerified', 'amountFen'],
      columns: [
        { title: '身份证号', field: 'idNumber' },
        { title: 'lastVerified', field: 'lastVerified' },
        { title: 'amountFen', field: 'amountFen' },
        { title: 'x', field: null },
      ],
    });
    const other = `号,${titles.slice(5)}\r\n${line(950)}\r\n`;
    expect(await faults(other)).toEqual([expect.stringMatching(/^\/file .*identity number|^\/file .*证件号码/)]);
    expect((await upload(other, { idNumber: '号' })).status).toBe(201);
  });
});

describe('a bad list', () => {
  it('is refused by the line, and nothing of it is kept', async () => {
    const told = await faults(
      file(
        line(1),
        line(2, '2025-13-01'),
        line(3, '2025-03-11', '-20'),
        line(4, '2025-03-11', '=1+1'),
        '1.10105E+17,2025-03-11,2025-11,1',
        line(5, '2025-03-11', '12.345'),
        line(6, ''),
        '缺,2025-03-11',
      ),
    );
    expect(told.map((one: string) => one.split(' ')[0])).toEqual(
      expect.arrayContaining(['/lines/3', '/lines/4', '/lines/5', '/lines/6', '/lines/7', '/lines/8', '/lines/9']),
    );
    expect(told.some((one: string) => one.startsWith('/lines/2 '))).toBe(false);
    expect(await faults(Buffer.concat([Buffer.from(file(line(1))), Buffer.from([0xff, 0xff, 0x0a])]))).toHaveLength(1);
    expect(await faults('身份证号,死亡日期\r\n1,2\r\n')).toHaveLength(2);
    expect(await faults(file())).toHaveLength(1);
    const { rows } = await (await test.owner()).pool.query(
      `select count(*)::int as left from control.doubt_import where state = 'reading'`,
    );
    expect(rows).toEqual([{ left: 0 }]);
  });

  it('or of a rule that is of no list, or brought by whoever may not', async () => {
    expect((await upload(file(line(1)), { rule: 'review-in-seconds' })).status).toBe(422);
    expect((await upload(file(line(1)), { unit: 'nowhere' })).body).toMatchObject({ code: 'unknown-code' });
    for (const who of [north.clerk, north.checker, north['pension-head']])
      expect(await upload(file(line(1)), {}, who)).toMatchObject({ status: 403, body: { code: 'not-permitted' } });
    const { body } = await upload(file(line(1)));
    expect((await apply(body.id, south.inspector)).statusCode).toBe(404);
    expect((await apply(body.id, north.clerk)).statusCode).toBe(403);
    const workbook = await service.send(north.inspector, {
      method: 'POST',
      url: '/api/v1/doubt-imports',
      query: { fileName: 'x.xlsx', rule: 'deceased-still-paid', origin: 'fund-supervision', batch: 'x' },
      headers: { 'content-type': spreadsheetType },
      payload: Buffer.from('no workbook'),
    });
    expect(workbook.json()).toMatchObject({ code: 'list-refused' });
  });
});

describe('at once, and half way', () => {
  const rule = 'imprisoned-still-paid';
  const head = '身份证号,开始日期,结束日期,金额（分）';
  const list = (count: number, from: number) =>
    [
      head,
      ...Array.from({ length: count }, (_, index) => `${number(from + index)},2024-05-01,2026-05,${index}`),
      '',
    ].join('\n');

  it('two lists that overlap, begun together, bring each doubt once', async () => {
    const both = await Promise.all([
      upload(list(300, 1_000), { rule, batch: 'a' }),
      upload(list(300, 1_200), { rule, batch: 'b' }),
    ]);
    await Promise.all(both.map(({ body }) => apply(body.id)));
    const done = await Promise.all(both.map(({ body }) => until(body.id, 'done')));
    expect(done.map(({ raised }) => raised).reduce((sum, one) => sum + one)).toBe(500);
    expect(await counted(rule)).toBe(500);
  });

  it('a killed import goes on where it was; nothing of it is seen before it is whole', async () => {
    const { body } = await upload(list(100, 3_000), { rule, batch: 'killed' });
    const database = await test.connect('control');
    // A worker that brought forty lines and died: its lease has run out.
    await inCentre(database, 'north', (transaction) =>
      sql`update control.doubt_import set state = 'applying', applied_by = ${north.inspector.person}, applied_account = ${north.inspector.account},
        applied_client = 'test', applied_address = '::1', applied_at = clock_timestamp() where id = ${body.id}`.execute(
        transaction,
      ),
    );
    await inCentre(database, 'north', async (transaction) => {
      await claimImport(transaction, 'north', body.id);
      expect(await raiseListed(transaction, 'north', body.id, { last: 0, most: 40, severity: 3 })).toMatchObject({
        raised: 40,
      });
    });
    expect(await counted(rule, body.id)).toBe(0);
    await inCentre(database, 'north', (transaction) =>
      sql`update control.doubt_import set leased_until = clock_timestamp() - interval '1 second' where id = ${body.id} and worker = ${body.id}`.execute(
        transaction,
      ),
    );
    // Begun once more, which only has it looked at.
    expect((await apply(body.id)).json()).toMatchObject({ state: 'applying' });
    expect(await until(body.id, 'done')).toMatchObject({ done: 100, raised: 100 });
    expect(await counted(rule, body.id)).toBe(100);
  });

  it('a cancelled import leaves nothing', async () => {
    const { body } = await upload(list(100, 5_000), { rule, batch: 'cancelled' });
    const database = await test.connect('control');
    await inCentre(database, 'north', async (transaction) => {
      await sql`update control.doubt_import set state = 'applying', applied_by = ${north.inspector.person}, applied_account = ${north.inspector.account},
        applied_client = 'test', applied_address = '::1', applied_at = clock_timestamp() where id = ${body.id}`.execute(
        transaction,
      );
      await claimImport(transaction, 'north', body.id);
      await raiseListed(transaction, 'north', body.id, { last: 0, most: 40, severity: 3 });
    });
    const cancelled = await service.post(north.inspector2, `/api/v1/doubt-imports/${body.id}/cancellation`, {});
    expect(cancelled.json()).toMatchObject({ state: 'cancelling' });
    await until(body.id, 'cancelled');
    const { rows } = await (await test.owner()).pool.query(
      'select count(*)::int as left from control.doubt where batch = $1',
      [body.id],
    );
    expect(rows).toEqual([{ left: 0 }]);
    // What people have seen stays, whoever asks the database.
    await expect(
      inCentre(database, 'north', (transaction) =>
        sql`delete from control.doubt where rule = ${rule}`.execute(transaction),
      ),
    ).rejects.toThrow(/a doubt stays/);
    expect(
      await inCentre(database, 'north', (transaction) =>
        endImport(transaction, 'north', body.id, { state: 'done', from: ['applying'] }),
      ),
    ).toBe(false);
  });
});

// The server has no statistics of what has just been read: it takes thirty thousand lines for a few, and what looks at each anew for each never ends.
it('opens a long list, and leaves nothing of one with a fault at its end', { timeout: 120_000 }, async () => {
  const many = lines(9_999);
  const owner = await test.owner();
  await owner.pool.query('delete from pg_statistic where starelid = $1::regclass', ['control.doubt_import_row']);
  const rows = [...many, ...many, ...many];
  expect(await upload(file(...rows), { batch: 'long' })).toMatchObject({
    status: 201,
    body: { lines: 29_997, doubles: 19_998 },
  });
  expect(await faults(file(...rows, line(1, '昨天')), { batch: 'long and wrong' })).toHaveLength(1);
  const { rows: left } = await owner.pool.query(
    `select count(*)::int as lines from control.doubt_import_row r join control.doubt_import i on i.centre = r.centre and i.id = r.import
      where i.batch = 'long and wrong'`,
  );
  expect(left[0].lines).toBe(0);
});

it('reads a long list in portions, never holding more than one', async () => {
  const { readCsv } = await import('@zhiheng/http/table-reader');
  const { openTable } = await import('@zhiheng/http/table-columns');
  const { Faults } = await import('@zhiheng/http/table-faults');
  const { listRule } = await import('../doubt-imports/columns.ts');
  const { readRows } = await import('../doubt-imports/reading.ts');
  let sent = 0;
  const source = Readable.from(
    (function* () {
      yield Buffer.from(`${titles}\n`);
      for (; sent < 20_000; sent++) yield Buffer.from(`${line(sent % 10_000)}\n`);
    })(),
    { objectMode: false },
  );
  const rule = listRule('deceased-still-paid');
  const table = await readCsv(source, 2 ** 30);
  const { header, rows } = await openTable(table, rule.naming, {}, {});
  const hash = () => Buffer.alloc(32);
  let read = 0;
  let ahead = 0;
  for await (const some of readRows(
    { table, header, rows },
    { rule, unit: 'yuan', hash },
    new Faults('list-refused'),
    1_000,
  )) {
    read += some.length;
    ahead = Math.max(ahead, sent - read);
  }
  expect(read).toBe(20_000);
  // What the streams between hold: some tens of kilobytes each.
  expect(ahead).toBeLessThan(8_000);
});
