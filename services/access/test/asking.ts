import type { Adjustment, Exception, Request } from '@zhiheng/contracts';
import { expect } from 'vitest';
import { CentrePolicies } from '../centre-policy.ts';
import type { County } from './open-county.ts';
import { approve } from './requesting.ts';

const day = 86_400_000;
export const inDays = (days: number): string => new Date(Date.now() + days * day).toISOString();

/** A plan of who covers what a removal or a transfer leaves without a second person. */
export const coveredBy = (...by: string[]) => ({ coverPlan: { by, until: inDays(60), note: '暂由其顶岗' } });

/** Submits any change as `who`; the answer as it came. */
export const ask = ({ service, as }: County, who: string, wanted: object, headers: Record<string, string> = {}) =>
  service.send(as(who), { method: 'POST', url: '/api/v1/requests', payload: { reason: '测试', ...wanted }, headers });

export async function asked(county: County, who: string, wanted: object): Promise<Request> {
  const answer = await ask(county, who, wanted);
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json();
}

/** Submits and lets everybody approve. */
export async function applied(county: County, who: string, wanted: object): Promise<Request> {
  const done = await approve(county, await asked(county, who, wanted));
  expect(done, JSON.stringify(done)).toMatchObject({ state: 'applied' });
  return done;
}

export const previewed = async ({ service, as }: County, who: string, wanted: object) =>
  (await service.post(as(who), '/api/v1/requests/preview', { reason: '测试', ...wanted })).json();

export const exceptionFor = (beneficiary: string, rule: string, days = 30, more: object = {}) => ({
  change: 'exception',
  beneficiary,
  rule,
  validUntil: inDays(days),
  compensatingControl: '稽核内控股每日复核',
  controlOwner: 'inspector',
  ...more,
});

export const exceptionsOf = async ({ service, as }: County, who: string, query = {}): Promise<Exception[]> =>
  (await service.get(as(who), '/api/v1/exceptions', query)).json().data;

export const adjustmentsOf = async ({ service, as }: County, who: string, query = {}): Promise<Adjustment[]> =>
  (await service.get(as(who), '/api/v1/adjustments', query)).json().data;

export const deskOf = ({ database }: County) => ({ database, policies: new CentrePolicies() });

/** Lets time pass for rows that no login may move: as the superuser, past the triggers. */
export async function asOwner({ owner }: County, statement: string, values: unknown[]): Promise<void> {
  const client = await owner.pool.connect();
  try {
    await client.query("set session_replication_role = 'replica'");
    await client.query(statement, values);
    await client.query("set session_replication_role = 'origin'");
  } finally {
    client.release();
  }
}
