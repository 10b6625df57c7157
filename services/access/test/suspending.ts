import type { Suspension } from '@zhiheng/contracts';
import { expect } from 'vitest';
import type { County } from './open-county.ts';

export const investigated = { reason: 'under-investigation', note: '接到举报' };

/** Suspends as `by`; the answer as it came. */
export const suspend = ({ service, as }: County, who: string, body: object = investigated, by = 'sysadmin') =>
  service.post(as(by), `/api/v1/people/${who}/suspension`, body);

export async function suspended(county: County, who: string, body: object = investigated): Promise<Suspension> {
  const answer = await suspend(county, who, body);
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json();
}

export const previewed = ({ service, as }: County, who: string, body: object = investigated, by = 'sysadmin') =>
  service.post(as(by), `/api/v1/people/${who}/suspension/preview`, body);

export const suspensionOf = async ({ service, as }: County, id: string): Promise<Suspension> =>
  (await service.get(as('director'), `/api/v1/suspensions/${id}`)).json();

/** Grants of a person and their states: `role@unit state`. */
export async function grantsOf({ service, as }: County, person: string): Promise<string[]> {
  const { data } = (await service.get(as('director'), '/api/v1/grants', { person })).json();
  return data.map(({ role, unit, state }: Record<string, string>) => `${role}@${unit} ${state}`).sort();
}

export async function grantIds({ service, as }: County, person: string): Promise<string[]> {
  const { data } = (await service.get(as('director'), '/api/v1/grants', { person })).json();
  return data.filter(({ state }: { state: string }) => state !== 'ended').map(({ id }: { id: string }) => id);
}
