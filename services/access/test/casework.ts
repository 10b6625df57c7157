import type { Case, RecordedStep, StepInput } from '@zhiheng/contracts';
import type { TestService } from '@zhiheng/http/testing';
import { expect } from 'vitest';
import type { Catalogue } from '../catalogue.ts';
import type { StepRequest } from '../steps.ts';
import type { County } from './open-county.ts';

const award = { item: 'enterprise-pension-award', unit: 'enterprise-pension' };

/** Those of the county who may do one duty each on an award. */
export const handlers = ['enterprise-pension-op1', 'enterprise-pension-op2'] as const;
export const reviewers = ['enterprise-pension-op3', 'enterprise-pension-op4'] as const;
export const approver = 'enterprise-pension-op5';

/** Adds people who may do every duty on an award: no static rule keeps them from it any more. */
export function addAllrounders(file: Catalogue, usernames: readonly string[]): void {
  file.rules = file.rules.filter(({ kind }) => kind !== 'static');
  for (const username of usernames)
    file.people.push({
      staffNumber: username,
      username,
      name: username,
      unit: award.unit,
      post: '-',
      roles: ['handle', 'review', 'approve'].map((duty) => `enterprise-pension-${duty}`),
    });
}

let opened = 0;

/** Opens a case of an award as the business system; gives its id. */
export async function openCase(
  { service, client }: County,
  order: { item?: string; unit?: string; reference?: string; subject?: string } = {},
): Promise<string> {
  const answer = await service.post(client('cases:write'), '/api/v1/cases', {
    ...award,
    reference: `C-${++opened}`,
    ...order,
  });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json().id;
}

/** A step that the business system asserts; the answer as it came. */
export const step = (
  { service, client }: Pick<County, 'client'> & { service: TestService },
  id: string,
  duty: string,
  actor: string,
  more: Partial<StepInput> = {},
) => service.post(client('cases:write'), `/api/v1/cases/${id}/steps`, { duty, actor, ...more });

/** The same, expected to be taken. */
export async function stepped(...wanted: Parameters<typeof step>): Promise<RecordedStep> {
  const answer = await step(...wanted);
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json();
}

export async function readCase({ service, client }: County, id: string): Promise<Case> {
  return (await service.get(client('cases:write'), `/api/v1/cases/${id}`)).json();
}

/** A step as the route hands it to `Steps`. */
export const request = (id: string, duty: string, actor: string, more: Partial<StepRequest> = {}): StepRequest => ({
  case: id,
  duty,
  actor,
  outcome: 'done',
  client: 'test-client',
  trace: { correlationId: 'test', address: '127.0.0.1', client: 'test-client' },
  ...more,
});

/** Why a promise was refused: the problem's code; undefined when it was not. */
export const codeOf = (result: PromiseSettledResult<unknown>): string | undefined =>
  result.status === 'rejected' ? (result.reason.code ?? String(result.reason)) : undefined;
