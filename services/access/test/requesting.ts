import type { Request } from '@zhiheng/contracts';
import type { TestService } from '@zhiheng/http/testing';
import { expect } from 'vitest';
import type { County } from './open-county.ts';

export interface Wanted {
  change?: 'grant' | 'revoke';
  beneficiary: string;
  role: string;
  unit: string;
  validFrom?: string;
  validUntil?: string;
  coverPlan?: object;
  reason?: string;
}

export const handleFor = (beneficiary: string): Wanted => ({
  beneficiary,
  role: 'enterprise-pension-handle',
  unit: 'enterprise-pension',
});

/** Submits as `who`; the answer as it came. */
export function submit({ service, as }: County, who: string, wanted: Wanted, headers: Record<string, string> = {}) {
  const payload = { change: 'grant', reason: '测试', ...wanted };
  return service.send(as(who), { method: 'POST', url: '/api/v1/requests', payload, headers });
}

/** Submits and expects it to be taken. */
export async function submitted(county: County, who: string, wanted: Wanted): Promise<Request> {
  const answer = await submit(county, who, wanted);
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json();
}

export function decide(
  { service, as }: Pick<County, 'as'> & { service: TestService },
  who: string,
  id: string,
  decision: 'approve' | 'reject' = 'approve',
  comment = '同意',
) {
  return service.post(as(who), `/api/v1/requests/${id}/decisions`, { decision, comment });
}

/** Lets the first candidate of each open stage approve until the request is no longer pending, or `most` have. */
export async function approve(county: County, request: Request, most = 12): Promise<Request> {
  let current = request;
  for (let given = 0; current.state === 'pending' && given < most; given++) {
    const open = current.stages.find(({ state }) => state === 'open');
    const answer = await decide(county, open?.candidates[0] as string, request.id);
    expect(answer.statusCode, answer.body).toBe(200);
    current = answer.json();
  }
  return current;
}

/** What the person holds at this moment: `role@unit`. */
export async function rolesOf({ service, as }: County, who: string): Promise<string[]> {
  const { grants } = (await service.get(as(who), '/api/v1/me')).json();
  return grants
    .filter(({ state }: { state: string }) => state === 'active')
    .map(({ role, unit }: { role: string; unit: string }) => `${role}@${unit}`)
    .sort();
}
