import type { Merge, MergePreview } from '@zhiheng/contracts';
import type { TestService } from '@zhiheng/http/testing';
import { expect } from 'vitest';
import type { Catalogue } from '../catalogue.ts';
import type { County } from './open-county.ts';

type Where = Pick<County, 'as'> & { service: TestService };

/** Two records of one human in a section: the first with one role, the second with another. */
export function addTwins(file: Catalogue, name: string, unit: string, roles: readonly [string, string]): void {
  for (const [index, role] of roles.entries())
    file.people.push({
      staffNumber: index ? `T-${name}` : `T${name.toUpperCase()}`,
      username: `${name}-${index ? 'b' : 'a'}`,
      name: `孪${name}`,
      unit,
      post: '-',
      roles: [role],
    });
}

/** Asks for a merge as `by`; the answer as it came. */
export const askMerge = ({ service, as }: Where, who: string, into: string, by = 'sysadmin') =>
  service.post(as(by), `/api/v1/people/${who}/merge`, { into, reason: '同一人重复建档' });

export const decideMerge = ({ service, as }: Where, id: string, by = 'secadmin', decision = 'approve') =>
  service.post(as(by), `/api/v1/merges/${id}/decision`, { decision, comment: '经核对系同一人' });

export async function askedMerge(where: Where, who: string, into: string): Promise<Merge> {
  const answer = await askMerge(where, who, into);
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json();
}

export async function merged(where: Where, who: string, into: string): Promise<Merge> {
  const answer = await decideMerge(where, (await askedMerge(where, who, into)).id);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}

export async function previewedMerge({ service, as }: Where, who: string, into: string): Promise<MergePreview> {
  const answer = await service.post(as('sysadmin'), `/api/v1/people/${who}/merge/preview`, { into });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}
