import type { Case, EvaluationAnswer } from '@zhiheng/contracts';
import { expect } from 'vitest';
import type { County } from './open-county.ts';

export const award = { item: 'enterprise-pension-award', unit: 'enterprise-pension' } as const;
let next = 1;

/** Opens a case as a business system does. */
export async function openCase(county: County, order: Record<string, unknown> = {}): Promise<Case> {
  const { service, client } = county;
  const body = { ...award, reference: `T-${next++}`, channel: 'hall', ...order };
  const answer = await service.post(client('cases:write'), '/api/v1/cases', body);
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json();
}

/** A step as a business system reports it; the answer as it came. */
export const step = ({ service, client }: County, id: string, duty: string, actor: string, more: object = {}) =>
  service.post(client('cases:write'), `/api/v1/cases/${id}/steps`, { duty, actor, ...more });

export async function stepped(
  county: County,
  id: string,
  duty: string,
  actor: string,
  more: object = {},
): Promise<Case> {
  const answer = await step(county, id, duty, actor, more);
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json().case;
}

/** Whether someone may do something on a case: by its id, or by its item and unit. */
export const question = (subject: string, action: string, resource: string | object = award) => ({
  subject: { type: 'person', id: subject },
  action: { name: action },
  resource:
    typeof resource === 'string' ? { type: 'case', id: resource } : { type: 'case', id: 'new', properties: resource },
});

export async function evaluate(county: County, input: object, service = county.service): Promise<EvaluationAnswer> {
  const answer = await service.post(county.client('decide'), '/access/v1/evaluation', input);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}

/** The decision's reason, `permitted` when it is yes. */
export async function reasonOf(county: County, input: object, service = county.service): Promise<string> {
  const { decision, context } = await evaluate(county, input, service);
  expect(decision).toBe(context.reason.code === 'permitted');
  return context.reason.code;
}
