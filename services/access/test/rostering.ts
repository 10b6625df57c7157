import type { Roster } from '@zhiheng/contracts';
import type { TestCaller, TestService } from '@zhiheng/http/testing';
import { expect } from 'vitest';
import type { County } from './open-county.ts';

type Where = Pick<County, 'as' | 'owner' | 'centre'> & { service: TestService };

interface Line {
  staffNumber: string;
  name: string;
  unit: string;
  post: string;
}

/** Everybody active, as a personnel file would have them. */
export async function everybody({ owner, centre }: Where): Promise<Line[]> {
  const { rows } = await owner.pool.query<Line>(
    `select staff_number as "staffNumber", name, unit, post from access.person where centre = $1 and state = 'active' order by staff_number`,
    [centre],
  );
  return rows;
}

/** A file with a count at its end. */
export const fileOf = (lines: readonly Line[]): string =>
  [
    '工号,姓名,部门,岗位',
    ...lines.map(({ staffNumber, name, unit, post }) => `${staffNumber},${name},${unit},${post}`),
    `合计,${lines.length},,`,
    '',
  ].join('\r\n');

export const upload = (
  { service, as }: Where,
  file: string | Buffer,
  {
    by = 'sysadmin',
    query = {},
    type = 'text/csv',
    path = '/api/v1/rosters',
  }: { by?: string | TestCaller; query?: Record<string, string>; type?: string; path?: string } = {},
) =>
  service.send(typeof by === 'string' ? as(by) : by, {
    method: 'POST',
    url: path,
    query: path.endsWith('columns') ? {} : { fileName: '花名册.csv', ...query },
    headers: { 'content-type': type },
    payload: file,
  });

export async function uploaded(
  where: Where,
  file: string | Buffer,
  options?: Parameters<typeof upload>[2],
): Promise<Roster> {
  const answer = await upload(where, file, options);
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json();
}

export const apply = ({ service, as }: Where, { id, version }: Pick<Roster, 'id' | 'version'>, by = 'sysadmin') =>
  service.post(as(by), `/api/v1/rosters/${id}/application`, { version });

export async function rosterNow({ service, as }: Where, id: string): Promise<Roster> {
  const answer = await service.get(as('sysadmin'), `/api/v1/rosters/${id}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}

/** Once it is no longer being applied. */
export async function settled(where: Where, id: string): Promise<Roster> {
  return expect
    .poll(() => rosterNow(where, id), { timeout: 60_000, interval: 50 })
    .toSatisfy(({ state }: Roster) => state !== 'applying')
    .then(() => rosterNow(where, id));
}
