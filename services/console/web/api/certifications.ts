import { queryOptions } from '@tanstack/react-query';
import type {
  Certification,
  CertificationDecisionsInput,
  CertificationHolding,
  CertificationInput,
  CertificationPreview,
  CertificationPreviewInput,
  CertificationReport,
  CertificationVerdicts,
} from '@zhiheng/contracts';
import { allPages, answered, client, given } from './client.ts';
import type { PageOf } from './people.ts';

export const readCertifications = (cursor?: string): Promise<PageOf<Certification>> =>
  answered(client.GET('/api/v1/certifications', { params: { query: { ...given({ cursor }), limit: 50 } } }));

export const certificationQuery = (id: string) =>
  queryOptions({
    queryKey: ['certifications', id],
    queryFn: (): Promise<Certification> =>
      answered(client.GET('/api/v1/certifications/{id}', { params: { path: { id } } })),
  });

export const openCertification = (body: CertificationInput): Promise<Certification> =>
  answered(client.POST('/api/v1/certifications', { body }));

/** What waits for me, whole: being shown it starts the clock of the next decision, so it is not asked for in passing. */
export const myHoldingsQuery = (id: string) =>
  queryOptions({
    queryKey: ['certifications', id, 'mine'],
    queryFn: (): Promise<CertificationHolding[]> =>
      allPages((cursor) =>
        answered(
          client.GET('/api/v1/certifications/{id}/holdings', {
            params: { path: { id }, query: { ...given({ cursor }), reviewer: 'me', limit: 500 } },
          }),
        ),
      ),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });

export interface HoldingFilters {
  state?: 'undecided' | 'kept' | 'removed' | undefined;
  person?: string | undefined;
  role?: string | undefined;
  unit?: string | undefined;
  orphans?: boolean | undefined;
}

export const readHoldings = (
  id: string,
  filters: HoldingFilters,
  cursor?: string,
): Promise<PageOf<CertificationHolding>> =>
  answered(
    client.GET('/api/v1/certifications/{id}/holdings', {
      params: { path: { id }, query: { ...given({ ...filters, cursor }), limit: 100 } },
    }),
  );

export const decideHoldings = (id: string, body: CertificationDecisionsInput): Promise<CertificationVerdicts> =>
  answered(client.POST('/api/v1/certifications/{id}/holdings/decisions', { body, params: { path: { id } } }));

/** What removals would leave behind, one after the other; nothing is changed by asking. */
export const removalsQuery = (id: string, removals: CertificationPreviewInput['removals'] | undefined) =>
  queryOptions({
    queryKey: ['certifications', id, 'removals', removals],
    queryFn: (): Promise<CertificationPreview> =>
      answered(
        client.POST('/api/v1/certifications/{id}/holdings/decisions/preview', {
          body: { removals: removals ?? [] },
          params: { path: { id } },
        }),
      ),
    enabled: removals !== undefined && removals.length > 0,
    // Others’ removals, and one’s own before, count.
    staleTime: 0,
    gcTime: 0,
  });

export const signOffCertification = (id: string): Promise<Certification> =>
  answered(client.POST('/api/v1/certifications/{id}/sign-off', { params: { path: { id } } }));

export const reportQuery = (id: string) =>
  queryOptions({
    queryKey: ['certifications', id, 'report'],
    queryFn: async (): Promise<CertificationReport> => {
      // The very bytes are what is signed: the document describes them as text.
      const asked = { params: { path: { id } }, parseAs: 'text' } as const;
      return JSON.parse(await answered<string>(client.GET('/api/v1/certifications/{id}/report', asked)));
    },
  });

export const readReportFile = (id: string): Promise<Blob> =>
  answered<Blob>(client.GET('/api/v1/certifications/{id}/report.xlsx', { params: { path: { id } }, parseAs: 'blob' }));
