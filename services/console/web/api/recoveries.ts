import { queryOptions } from '@tanstack/react-query';
import type { Recovery, RecoveryDetail, RecoveryTotals } from '@zhiheng/contracts';
import { answered, client, given } from './client.ts';
import type { PageOf } from './people.ts';

export interface RecoveryFilters {
  state?: Recovery['state'] | undefined;
  unit?: string | undefined;
}

export const readRecoveries = (filters: RecoveryFilters, cursor?: string): Promise<PageOf<Recovery>> =>
  answered(client.GET('/api/v1/recoveries', { params: { query: { ...given({ ...filters, cursor }), limit: 50 } } }));

export const recoveryQuery = (id: string) =>
  queryOptions({
    queryKey: ['recovery', id],
    queryFn: (): Promise<RecoveryDetail> =>
      answered(client.GET('/api/v1/recoveries/{id}', { params: { path: { id } } })),
  });

export const recoveryTotalsQuery = (from: string, until: string) =>
  queryOptions({
    queryKey: ['recovery-totals', from, until],
    queryFn: (): Promise<RecoveryTotals> =>
      answered(client.GET('/api/v1/recoveries/totals', { params: { query: { from, until } } })),
  });

const path = (id: string) => ({ params: { path: { id } } });

export const orderRecovery = (id: string, body: { dueOn: string }): Promise<RecoveryDetail> =>
  answered(client.POST('/api/v1/recoveries/{id}/order', { ...path(id), body }));

export interface Verdict {
  duty: 'review' | 'approve';
  verdict: 'agree' | 'return' | 'cancel';
  comment?: string;
}
export const decideRecovery = (id: string, body: Verdict): Promise<RecoveryDetail> =>
  answered(client.POST('/api/v1/recoveries/{id}/decisions', { ...path(id), body }));

export interface Movement {
  kind: 'received' | 'deducted';
  amountFen: number;
  reference: string;
  settledOn: string;
  deductedFrom?: 'benefit' | 'account';
  note?: string;
}
export const recordMovement = (id: string, body: Movement): Promise<RecoveryDetail> =>
  answered(client.POST('/api/v1/recoveries/{id}/lines', { ...path(id), body }));

export const reverseLine = (id: string, line: string, reason: string): Promise<RecoveryDetail> =>
  answered(client.POST('/api/v1/recoveries/{id}/reversals', { ...path(id), body: { line, reason } }));

export interface PlanInput {
  instalments: { dueOn: string; amountFen: number }[];
}
export const proposePlan = (id: string, body: PlanInput, key: string): Promise<RecoveryDetail> =>
  answered(
    client.POST('/api/v1/recoveries/{id}/plans', {
      params: { path: { id }, header: { 'idempotency-key': key } },
      body,
    }),
  );

export const confirmPlan = (id: string, no: number): Promise<RecoveryDetail> =>
  answered(client.POST('/api/v1/recoveries/{id}/plans/{no}/confirmation', { params: { path: { id, no } } }));

export const askWriteOff = (id: string, body: { amountFen: number; reason: string }): Promise<RecoveryDetail> =>
  answered(client.POST('/api/v1/recoveries/{id}/write-off', { ...path(id), body }));

export const transferRecovery = (id: string, body: { authority: string; reason: string }): Promise<RecoveryDetail> =>
  answered(client.POST('/api/v1/recoveries/{id}/transfer', { ...path(id), body }));
