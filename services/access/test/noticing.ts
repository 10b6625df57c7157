import type { Notice, Waiting } from '@zhiheng/contracts';
import { expect } from 'vitest';
import type { County } from './open-county.ts';

/** What somebody has been told, newest first. */
export async function noticesOf({ service, as }: County, who: string, query: Record<string, string> = {}) {
  const answer = await service.get(as(who), '/api/v1/notices', query);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().data as Notice[];
}

export const kindsOf = async (county: County, who: string): Promise<string[]> =>
  (await noticesOf(county, who)).map(({ kind }) => kind);

export const waitingOf = async ({ service, as }: County, who: string): Promise<Waiting> =>
  (await service.get(as(who), '/api/v1/me/waiting')).json();
