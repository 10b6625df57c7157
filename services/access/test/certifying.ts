import type {
  Certification,
  CertificationDecisionsInput,
  CertificationHolding,
  CertificationVerdicts,
} from '@zhiheng/contracts';
import type { TestService } from '@zhiheng/http/testing';
import { expect } from 'vitest';
import type { County } from './open-county.ts';

/** Opens a campaign as the security administrator. */
export async function opened(county: County, order: object): Promise<Certification> {
  const body = { name: '季度复核', ...('dueAt' in order ? {} : { dueInWorkingDays: 5 }), ...order };
  const answer = await county.service.post(county.as('secadmin'), '/api/v1/certifications', body);
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json();
}

export async function holdingsOf(
  { service, as }: County,
  who: string,
  id: string,
  query: Record<string, string> = {},
): Promise<CertificationHolding[]> {
  const answer = await service.get(as(who), `/api/v1/certifications/${id}/holdings`, { limit: '500', ...query });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().data;
}

type Given = CertificationDecisionsInput['decisions'][number];

/** Decides as `who`; the answer as it came. */
export const decideOn = (
  { service, as }: Pick<County, 'as'> & { service: TestService },
  who: string,
  id: string,
  decisions: Given[],
) => service.post(as(who), `/api/v1/certifications/${id}/holdings/decisions`, { decisions });

/** Decides one holding; its verdict. */
export async function certify(
  county: Pick<County, 'as'> & { service: TestService },
  who: string,
  id: string,
  grant: string,
  decision: 'keep' | 'remove',
  reason?: string,
  more: Pick<Given, 'coverPlan'> = {},
): Promise<CertificationVerdicts['verdicts'][number]> {
  const answer = await decideOn(county, who, id, [
    { grant, decision, ...(reason === undefined ? {} : { reason }), ...more },
  ]);
  if (answer.statusCode !== 200) return { grant, decided: false, holding: null, problem: answer.json() };
  return answer.json().verdicts[0];
}
