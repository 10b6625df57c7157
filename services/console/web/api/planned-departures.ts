import { queryOptions } from '@tanstack/react-query';
import type {
  DeparturePreview,
  DepartureReport,
  Handover,
  HandoverInput,
  PersonRetirement,
  PlannedDeparture,
  PlannedDepartureInput,
  RetirementInput,
} from '@zhiheng/contracts';
import { answered, client, given } from './client.ts';
import type { PageOf } from './people.ts';

export interface PlanFilters {
  within?: number | undefined;
  source?: PlannedDeparture['source'] | undefined;
}

/** What is planned and not yet over, the earliest day first. */
export const readPlans = (filters: PlanFilters, cursor?: string): Promise<PageOf<PlannedDeparture>> =>
  answered(
    client.GET('/api/v1/planned-departures', {
      params: { query: { ...given({ ...filters, cursor }), state: 'planned', limit: 50 } },
    }),
  );

export const planQuery = (person: string) =>
  queryOptions({
    queryKey: ['planned-departure', person],
    queryFn: async (): Promise<PlannedDeparture | null> => {
      const query = { person, state: 'planned', limit: 1 } as const;
      const { data } = await answered<PageOf<PlannedDeparture>>(
        client.GET('/api/v1/planned-departures', { params: { query } }),
      );
      return data[0] ?? null;
    },
  });

export const previewPlan = (idOrUsername: string, day: string): Promise<DeparturePreview> =>
  answered(
    client.GET('/api/v1/people/{idOrUsername}/departure/preview', {
      params: { path: { idOrUsername }, query: { day } },
    }),
  );

export const planDeparture = (idOrUsername: string, body: PlannedDepartureInput): Promise<PlannedDeparture> =>
  answered(client.PUT('/api/v1/people/{idOrUsername}/planned-departure', { body, params: { path: { idOrUsername } } }));

export const takePlanBack = (idOrUsername: string): Promise<PlannedDeparture> =>
  answered(client.DELETE('/api/v1/people/{idOrUsername}/planned-departure', { params: { path: { idOrUsername } } }));

export const setRetirement = (idOrUsername: string, body: RetirementInput): Promise<PersonRetirement> =>
  answered(client.PUT('/api/v1/people/{idOrUsername}/retirement', { body, params: { path: { idOrUsername } } }));

export const reportQuery = (id: string) =>
  queryOptions({
    queryKey: ['departure-report', id],
    queryFn: (): Promise<DepartureReport> =>
      answered(client.GET('/api/v1/departures/{id}/report', { params: { path: { id } } })),
    staleTime: 60_000,
  });

export const readDepartureFile = (id: string): Promise<Blob> =>
  answered<Blob>(client.GET('/api/v1/departures/{id}/report.xlsx', { params: { path: { id } }, parseAs: 'blob' }));

export const signHandover = (id: string, body: HandoverInput): Promise<Handover[]> =>
  answered(client.POST('/api/v1/departures/{id}/handover', { body, params: { path: { id } } }));
