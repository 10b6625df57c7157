import { rm } from 'node:fs/promises';
import { freePort } from '@zhiheng/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asClient, Caller } from '../support/api.ts';
import { Command, type Ended } from '../support/process.ts';
import { refresh, SignInRefused, signIn } from '../support/sign-in.ts';
import { copyCounty } from '../support/standalone.ts';

/** What all services say at their most talkative tells of nobody and nothing: that is the audit log's, which in turn has nothing of it. */

/** What was said in words: each is in one place of the story only. */
const planted = {
  wrongPassword: 'wrong-pw-Kx7',
  unknownUser: 'nobody-Qz4',
  requestReason: '植入申请理由甲',
  comment: '植入审批意见乙',
  reference: 'YL-PLANTED-0001',
  subject: '110101199003071233',
  note: '植入办理说明丙',
  target: 'payment-PLANTED-0002',
  entryReason: '植入记录理由丁',
  detail: '植入明细戊',
  personName: '植入姓名己',
  readingReason: '植入查阅理由庚',
  exportReason: '植入导出理由辛',
  searched: '植入检索壬',
} as const;
const secrets: string[] = ['demo-director', 'demo-business-secret'];
let county: Awaited<ReturnType<typeof copyCounty>>;
let command: Command;
let origin: string;
let ended: Ended;

const as = async (username: string): Promise<Caller> => {
  const tokens = await signIn(origin, username);
  secrets.push(tokens.access_token, `demo-${username}`, ...(tokens.refresh_token ? [tokens.refresh_token] : []));
  return new Caller(origin, tokens.access_token);
};

beforeAll(async () => {
  county = await copyCounty();
  command = new Command(['services/standalone/main.ts'], {
    PORT: String(await freePort()),
    DATABASE_URL: county.database.url,
    ZHIHENG_DATA_DIR: county.directory,
    ZHIHENG_PROFILE: 'demo',
    LOG_LEVEL: 'trace',
  });
  [, origin = ''] = await command.says(/^zhiheng ready (http:\/\/127\.0\.0\.1:\d+)$/m);
});
afterAll(async () => {
  if (command?.child.exitCode === null) await command.stop('SIGKILL');
  await county?.database.drop();
  if (county) await rm(county.directory, { recursive: true, force: true });
});

async function tellSignIns(): Promise<void> {
  await expect(signIn(origin, 'director', planted.wrongPassword)).rejects.toThrow(SignInRefused);
  await expect(signIn(origin, planted.unknownUser, 'x')).rejects.toThrow(SignInRefused);
  const { refresh_token = '', access_token } = await signIn(origin, 'newcomer');
  const again = await refresh(origin, refresh_token);
  secrets.push(refresh_token, access_token, again.access_token, again.refresh_token ?? access_token);
}

async function tellRequest(): Promise<void> {
  const wish = {
    change: 'grant',
    beneficiary: 'newcomer',
    role: 'enterprise-pension-handle',
    unit: 'enterprise-pension',
  };
  const asked = await (await as('newcomer')).post<{ id: string }>('/api/v1/requests', {
    ...wish,
    reason: planted.requestReason,
  });
  expect(asked.status, JSON.stringify(asked.body)).toBe(201);
  const decision = { decision: 'approve', comment: planted.comment };
  const head = await as('enterprise-pension-head');
  expect((await head.post(`/api/v1/requests/${asked.body.id}/decisions`, decision)).status).toBe(200);
  // Refused: neither says more than that.
  expect((await head.post(`/api/v1/requests/${asked.body.id}/decisions`, decision)).status).toBeGreaterThanOrEqual(403);
}

async function tellCase(business: Caller): Promise<void> {
  const opening = {
    item: 'enterprise-pension-award',
    unit: 'enterprise-pension',
    reference: planted.reference,
    subject: planted.subject,
  };
  const opened = await business.post<{ id: string }>('/api/v1/cases', opening);
  expect(opened.status, JSON.stringify(opened.body)).toBe(201);
  // A row that a constraint refuses is quoted by PostgreSQL's own message.
  expect((await business.post('/api/v1/cases', opening)).status).toBe(409);
  const step = { duty: 'handle', actor: 'enterprise-pension-op1', note: planted.note };
  const recorded = await business.post(`/api/v1/cases/${opened.body.id}/steps`, step);
  expect(recorded.status, JSON.stringify(recorded.body)).toBe(201);
  expect((await business.get(`/api/v1/cases?reference=${planted.reference}`)).status).toBe(200);
}

async function tellEntry(business: Caller): Promise<string> {
  const entry = {
    action: 'payment.made',
    outcome: 'done',
    target: planted.target,
    reason: planted.entryReason,
    details: { said: planted.detail },
  };
  const appended = await business.post<{ ids: string[] }>('/audit/v1/entries', entry);
  expect(appended.status).toBe(201);
  // Refused by the database, by the schema, and because its id is taken by another.
  const id = appended.body.ids[0] ?? '';
  for (const other of [
    { ...entry, id, details: { said: `${planted.detail}!` } },
    { ...entry, more: planted.detail },
    { ...entry, details: { [`a"${planted.detail}`]: 1 } },
  ])
    expect((await business.post('/audit/v1/entries', other)).status).toBeGreaterThanOrEqual(400);
  const personal = { entry: id, subject: 'a'.repeat(64), data: { name: planted.personName } };
  expect((await business.post('/audit/v1/personal', personal)).status).toBe(201);
  return id;
}

async function tellReading(business: Caller, entry: string): Promise<void> {
  const inspector = await as('auditadmin');
  await county.database.settled();
  const found = await business.get<{ data: object[] }>(
    `/audit/v1/entries?target=${planted.target}&reason=${encodeURIComponent(planted.entryReason)}`,
  );
  expect(found.body.data).toHaveLength(1);
  await business.get(`/audit/v1/entries?reason=${encodeURIComponent(planted.searched)}`);
  await inspector.get(`/audit/v1/personal?entry=${entry}&reason=${encodeURIComponent(planted.readingReason)}`);
  const filters = { target: planted.target };
  const made = await business.post<{ id: string }>('/audit/v1/exports', {
    format: 'csv',
    filters,
    reason: planted.exportReason,
  });
  expect(made.status, JSON.stringify(made.body)).toBe(202);
  const url = `/audit/v1/exports/${made.body.id}`;
  await expect
    .poll(async () => (await business.get<{ state: string }>(url)).body.state, { timeout: 30_000 })
    .toBe('ready');
  const content = await business.get<{ text: string }>(`${url}/content`);
  expect(content.body.text).toContain(planted.detail);
}

it('a whole story at level trace: neither what was said, nor who, nor a secret', async () => {
  await tellSignIns();
  const business = await asClient(origin, 'demo-business', 'cases:write audit:read audit:write');
  await tellRequest();
  await tellCase(business);
  await tellReading(business, await tellEntry(business));
  ended = await command.stop();
  expect(ended.code).toBe(0);
  const said = ended.stdout + ended.stderr;
  expect(said).toContain('"answered"');
  const lines = said.split('\n');
  const leaks = [...Object.values(planted), ...secrets].flatMap((value) => {
    const spelt = [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)];
    return lines.filter((line) => spelt.some((one) => line.includes(one))).map((line) => `${value}: ${line}`);
  });
  expect(leaks.filter((leak) => !isPrintedSignIn(leak))).toEqual([]);
});

/** The demo's own sign-ins stand below the ready line, for whoever has just started it; no service writes them. */
const isPrintedSignIn = (leak: string): boolean => !leak.includes('{"level"');

it('and the audit log has what was said, and nothing of the other', async () => {
  const owner = await county.database.owner();
  const { rows } = await owner.pool.query<{ entry: string }>('select row_to_json(e)::text as entry from audit.entry e');
  const log = rows.map(({ entry }) => entry).join('\n');
  for (const value of [
    planted.requestReason,
    planted.comment,
    planted.entryReason,
    planted.detail,
    planted.exportReason,
  ])
    expect(log.includes(value), value).toBe(true);
  for (const value of [planted.wrongPassword, planted.subject, planted.personName, ...secrets])
    expect(log.includes(value), value).toBe(false);
  expect(/"(pid|hostname|level|msg|responseTime|stack)":/.exec(log)).toBeNull();
});
