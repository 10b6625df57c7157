import { queryOptions } from '@tanstack/react-query';
import type {
  AccountFinding,
  AccountReport,
  AccountSettings,
  Dormancy,
  Duplicate,
  Merge,
  MergePreview,
} from '@zhiheng/contracts';
import { answered, client, given } from './client.ts';
import type { PageOf } from './people.ts';

type FindingKind = AccountFinding['kind'];
type Decision = 'approve' | 'reject';
const page = (cursor: string | undefined) => ({ ...given({ cursor }), limit: 50 });
const byId = (id: string) => ({ path: { id } });

/** How many accounts want a look, and why; each asking is an entry of the log. */
export const accountReportQuery = queryOptions({
  queryKey: ['account-report'],
  queryFn: (): Promise<AccountReport> => answered(client.GET('/api/v1/accounts/report')),
  refetchOnWindowFocus: false,
});

export const readFindings = (kind: FindingKind, cursor?: string): Promise<PageOf<AccountFinding>> =>
  answered(client.GET('/api/v1/accounts/report/findings', { params: { query: { kind, ...page(cursor) } } }));

export const readReportFile = (): Promise<Blob> =>
  answered<Blob>(client.GET('/api/v1/accounts/report.xlsx', { parseAs: 'blob' }));

export const accountSettingsQuery = queryOptions({
  queryKey: ['account-settings'],
  queryFn: (): Promise<AccountSettings> => answered(client.GET('/api/v1/accounts/settings')),
});

export const setAccountSettings = (body: AccountSettings): Promise<AccountSettings> =>
  answered(client.PUT('/api/v1/accounts/settings', { body }));

export const readDormancies = (cursor?: string): Promise<PageOf<Dormancy>> =>
  answered(client.GET('/api/v1/accounts/dormancies', { params: { query: page(cursor) } }));

export const askToWake = (id: string, reason: string): Promise<Dormancy> =>
  answered(client.POST('/api/v1/accounts/dormancies/{id}/waking', { params: byId(id), body: { reason } }));

export const decideToWake = (id: string, decision: Decision, comment: string): Promise<Dormancy> =>
  answered(
    client.POST('/api/v1/accounts/dormancies/{id}/waking/decision', { params: byId(id), body: { decision, comment } }),
  );

export const readDuplicates = (cursor?: string): Promise<PageOf<Duplicate>> =>
  answered(client.GET('/api/v1/people/duplicates', { params: { query: page(cursor) } }));

export const readMerges = (cursor?: string): Promise<PageOf<Merge>> =>
  answered(client.GET('/api/v1/merges', { params: { query: page(cursor) } }));

const person = (idOrUsername: string) => ({ path: { idOrUsername } });

export const previewMerge = (idOrUsername: string, into: string): Promise<MergePreview> =>
  answered(
    client.POST('/api/v1/people/{idOrUsername}/merge/preview', { params: person(idOrUsername), body: { into } }),
  );

export const askForMerge = (idOrUsername: string, into: string, reason: string): Promise<Merge> =>
  answered(
    client.POST('/api/v1/people/{idOrUsername}/merge', { params: person(idOrUsername), body: { into, reason } }),
  );

export const decideOnMerge = (id: string, decision: Decision, comment: string): Promise<Merge> =>
  answered(client.POST('/api/v1/merges/{id}/decision', { params: byId(id), body: { decision, comment } }));
