import { expect, test } from 'vitest';
import { asClient } from '../support/api.ts';
import { County, type RequestBody } from '../support/county.ts';

/** S14 截断的花名册: a file that is not whole changes nothing; one that would disable half the centre waits for a second person. */
const county = County.ofThisFile();

interface Line {
  staffNumber: string;
  name: string;
  unit: string;
  post: string;
}
interface Roster {
  id: string;
  version: number;
  state: string;
  leaving: number;
  needsSecond: boolean;
  code?: string;
  errors?: { path: string; message: string }[];
}

const everybody = () =>
  county.sql(
    `select staff_number as "staffNumber", name, unit, post from access.person where state = 'active' order by staff_number`,
  ) as Promise<Line[]>;
const fileOf = (lines: readonly Line[], declared = lines.length) =>
  [
    '工号,姓名,部门,岗位',
    ...lines.map((line) => `${line.staffNumber},${line.name},${line.unit},${line.post}`),
    `合计,${declared},,`,
    '',
  ].join('\r\n');
const upload = async (file: string | Uint8Array) =>
  (await county.as('sysadmin')).post<Roster>('/api/v1/rosters?fileName=roster.csv', file, {
    'content-type': 'text/csv',
  });
const apply = (by: string, { id, version }: Roster) =>
  county.post<Roster>(by, `/api/v1/rosters/${id}/application`, { version });

/** Gives the role by a request, each stage decided by whoever it names first. */
async function grantedByAll(beneficiary: string, role: string): Promise<void> {
  let request: RequestBody = (await county.ask('director', { beneficiary, role, unit: 'centre' })).body;
  while (request.state === 'pending') {
    const [candidate = ''] = request.stages.find(({ state }) => state === 'open')?.candidates ?? [];
    request = (await county.decide(candidate, request.id)).body;
  }
  expect(request.state, JSON.stringify(request)).toBe('applied');
}

test('83 people cut at byte 2,000, or 31 of them under a count of 83: refused, and nobody is disabled', async () => {
  const lines = await everybody();
  expect(lines).toHaveLength(83);
  for (const file of [Buffer.from(fileOf(lines)).subarray(0, 2_000), fileOf(lines.slice(0, 31), 83)]) {
    const { status, body } = await upload(file);
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'roster-refused' });
    expect(body.errors?.length).toBeGreaterThan(0);
  }
  expect(await everybody()).toHaveLength(83);
  const uploads = await county.entries({ action: 'roster.uploaded' });
  expect(uploads.map(({ outcome }) => outcome)).toEqual(['denied', 'denied']);
});

test('a whole file of 40 people would disable 43, and waits for a second person, who is not its uploader', async () => {
  const lines = await everybody();
  // Those who are to confirm it stay.
  const first = lines.filter(({ name }) => name !== '新入职人员').slice(0, 40);
  const { status, body: roster } = await upload(fileOf(first));
  expect(status, JSON.stringify(roster)).toBe(201);
  expect(roster).toMatchObject({ state: 'open', leaving: 43, needsSecond: true });
  expect((await apply('sysadmin', roster)).body).toMatchObject({ code: 'second-person-needed' });
  for (const other of ['secadmin', 'director', 'auditadmin'])
    expect((await apply(other, roster)).body, other).toMatchObject({ code: 'not-permitted' });
  const hr = await asClient(county.origin, 'demo-hr', 'scim');
  expect((await hr.post(`/api/v1/rosters/${roster.id}/application`, { version: 1 })).status).toBe(403);
  expect(await everybody()).toHaveLength(83);
});

test('a second administrator confirms it: each of the 43 leaves once, and the roster says so', async () => {
  const lines = await everybody();
  await grantedByAll('newcomer', 'system-admin');
  const [newcomer] = (await county.sql(
    `select p.staff_number as number from access.person p join access.account a on a.centre = p.centre and a.person = p.id where a.username = 'newcomer'`,
  )) as { number: string }[];
  const kept = lines.filter(({ staffNumber }, at) => at < 39 || staffNumber === newcomer?.number);
  expect(kept).toHaveLength(40);
  const { body: roster } = await upload(fileOf(kept));
  expect(roster).toMatchObject({ leaving: 43, needsSecond: true });
  expect((await apply('newcomer', roster)).status).toBe(202);
  const state = async () => (await county.get<Roster>('sysadmin', `/api/v1/rosters/${roster.id}`)).body;
  await expect
    .poll(state, { timeout: 120_000, interval: 200 })
    .toMatchObject({ state: 'done', total: 43, done: 43, refused: 0 });
  expect(await everybody()).toHaveLength(40);
});
