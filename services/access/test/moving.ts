import type { Leave, Transfer } from '@zhiheng/contracts';
import type { TestService } from '@zhiheng/http/testing';
import { expect } from 'vitest';
import type { County } from './open-county.ts';

type Where = Pick<County, 'as'> & { service: TestService };

/** Orders a leave as the administrator of accounts, unless another is named; the answer as it came. */
export const leave = ({ service, as }: Where, who: string, input: object = {}, by = 'sysadmin') =>
  service.post(as(by), `/api/v1/people/${who}/leave`, { until: inMinutes(60), reason: '培训', ...input });

export async function onLeave(county: Where, who: string, input: object = {}): Promise<Leave> {
  const answer = await leave(county, who, input);
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json();
}

export const back = ({ service, as }: Where, id: string, by = 'sysadmin') =>
  service.send(as(by), { method: 'DELETE', url: `/api/v1/leaves/${id}` });

/** Orders a transfer; the answer as it came. */
export const transfer = ({ service, as }: Where, who: string, input: object, by = 'sysadmin') =>
  service.post(as(by), `/api/v1/people/${who}/transfer`, { reason: '轮岗', ...input });

export async function moved(county: Where, who: string, input: object): Promise<Transfer> {
  const answer = await transfer(county, who, input);
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json();
}

export const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();
