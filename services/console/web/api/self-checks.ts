import { queryOptions } from '@tanstack/react-query';
import type { SelfCheckDraft, SelfCheckFormDocument } from '@zhiheng/contracts';
import { answered, client, given } from './client.ts';
import type { paths } from './schema.gen.ts';

type Checks = paths['/api/v1/self-checks']['get']['responses'][200]['content']['application/json'];
export type SelfCheck = Checks['data'][number];
export type Answers = NonNullable<SelfCheck['answers']>;
type Fillables = paths['/api/v1/self-check-drafts']['get']['responses'][200]['content']['application/json'];
export type Fillable = Fillables['data'][number];

export interface SelfCheckFilter {
  month: string | undefined;
  state: 'open' | 'completed' | 'overdue' | undefined;
  unit: string | undefined;
}

export const readSelfChecks = ({ month, state, unit }: SelfCheckFilter, cursor?: string): Promise<Checks> => {
  const query =
    state === 'overdue' ? { ...given({ month, unit, cursor }), overdue: true } : given({ month, unit, state, cursor });
  return answered(client.GET('/api/v1/self-checks', { params: { query: { ...query, limit: 50 } } }));
};

export const completeSelfCheck = (id: string, answers: Answers) =>
  answered(client.POST('/api/v1/self-checks/{id}/completion', { body: { answers }, params: { path: { id } } }));

/** The head signs off the draft of this revision. */
export const signSelfCheck = (id: string, revision: number) =>
  answered(client.POST('/api/v1/self-checks/{id}/completion', { body: { revision }, params: { path: { id } } }));

/** Open forms that one may fill in, the oldest month first. */
export const readFillable = (cursor?: string): Promise<Fillables> =>
  answered(client.GET('/api/v1/self-check-drafts', { params: { query: given({ cursor }) } }));

export const selfCheckFormQuery = (id: string) =>
  queryOptions({
    queryKey: ['self-checks', id, 'draft'],
    queryFn: (): Promise<SelfCheckFormDocument> =>
      answered(client.GET('/api/v1/self-checks/{id}/draft', { params: { path: { id } } })),
  });

export const saveSelfCheckDraft = (id: string, body: { revision: number; draft: SelfCheckDraft }) =>
  answered(
    client.PUT('/api/v1/self-checks/{id}/draft', { params: { path: { id } }, body }),
  ) as Promise<SelfCheckFormDocument>;

export const returnSelfCheck = (id: string, reason: string) =>
  answered(
    client.POST('/api/v1/self-checks/{id}/return', { params: { path: { id } }, body: { reason } }),
  ) as Promise<SelfCheckFormDocument>;
