import { queryOptions } from '@tanstack/react-query';
import type {
  ConflictSummary,
  HeldConflict,
  PastConflict,
  PastSummary,
  PractisedStep,
  Staffing,
  StaffingPreview,
  StaffingPreviewInput,
} from '@zhiheng/contracts';
import { allPages, answered, client, given } from './client.ts';
import type { PageOf } from './people.ts';

const limit = 500;

export const staffingQuery = queryOptions({
  queryKey: ['staffing'],
  queryFn: (): Promise<Staffing[]> =>
    allPages((cursor) =>
      answered(client.GET('/api/v1/staffing', { params: { query: { ...given({ cursor }), limit } } })),
    ),
});

export const conflictsQuery = queryOptions({
  queryKey: ['conflicts'],
  queryFn: (): Promise<HeldConflict[]> =>
    allPages((cursor) =>
      answered(client.GET('/api/v1/conflicts', { params: { query: { ...given({ cursor }), limit } } })),
    ),
});

export const conflictFilterNames = ['rule', 'unit', 'person', 'severity', 'effect', 'from', 'to'] as const;
/** `from` and `to` are for what was done only. */
export type ConflictFilters = { [K in (typeof conflictFilterNames)[number]]?: string };

function heldFilter({ severity, effect, rule, unit, person }: ConflictFilters) {
  return given({
    rule,
    unit,
    person,
    severity: severity === undefined ? undefined : Number(severity),
    effect: effect as 'block' | 'observe' | undefined,
  });
}

/** *Can do*: what people hold against the rules. */
export const readHeldConflicts = (filters: ConflictFilters, cursor?: string): Promise<PageOf<HeldConflict>> =>
  answered(
    client.GET('/api/v1/conflicts', {
      params: { query: { ...heldFilter(filters), ...given({ cursor }), limit: 50 } },
    }),
  );

/** *Did do*: what people did against the rules as they now stand. */
export const readPastConflicts = (filters: ConflictFilters, cursor?: string): Promise<PageOf<PastConflict>> => {
  const { from, to } = filters;
  const query = { ...heldFilter(filters), ...given({ from, to, cursor }), limit: 50 };
  return answered(client.GET('/api/v1/conflicts/past', { params: { query } }));
};

export const conflictSummaryQuery = (filters: ConflictFilters) =>
  queryOptions({
    queryKey: ['conflicts', 'summary', filters],
    queryFn: (): Promise<ConflictSummary> =>
      answered(client.GET('/api/v1/conflicts/summary', { params: { query: heldFilter(filters) } })),
  });

export const pastSummaryQuery = (filters: ConflictFilters) =>
  queryOptions({
    queryKey: ['conflicts', 'past-summary', filters],
    queryFn: (): Promise<PastSummary> => {
      const { from, to } = filters;
      const query = { ...heldFilter(filters), ...given({ from, to }) };
      return answered(client.GET('/api/v1/conflicts/past/summary', { params: { query } }));
    },
  });

/** The steps by which somebody did both sides of a static rule. */
export const readPractisedSteps = (
  asked: { rule: string; person: string } & Pick<ConflictFilters, 'from' | 'to'>,
  cursor?: string,
): Promise<PageOf<PractisedStep>> => {
  const { rule, person, from, to } = asked;
  const query = { rule, person, ...given({ from, to, cursor }), limit: 50 };
  return answered(client.GET('/api/v1/conflicts/past/steps', { params: { query } }));
};

/** Both reports as a workbook. */
export const readConflictsFile = (filters: ConflictFilters): Promise<Blob> => {
  const { from, to } = filters;
  const query = { ...heldFilter(filters), ...given({ from, to }) };
  return answered<Blob>(client.GET('/api/v1/conflicts.xlsx', { params: { query }, parseAs: 'blob' }));
};

export const staffingFilterNames = ['item', 'unit', 'resiliency', 'away'] as const;
/** `resiliency` is 0, 1 or 2; `away` holds usernames, separated by commas. */
export type StaffingFilters = { [K in (typeof staffingFilterNames)[number]]?: string };

export const readStaffing = (filters: StaffingFilters, cursor?: string): Promise<PageOf<Staffing>> => {
  const { resiliency = '0', item, unit, away } = filters;
  const query = { ...given({ item, unit, away, cursor }), resiliency: Number(resiliency), limit: 100 };
  return answered(client.GET('/api/v1/staffing', { params: { query } }));
};

export const staffingPreviewQuery = (input: StaffingPreviewInput | undefined) =>
  queryOptions({
    queryKey: ['staffing', 'preview', input],
    queryFn: () => previewStaffing(input as StaffingPreviewInput),
    enabled: input !== undefined,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });

/** What a change that is only thought of would leave unstaffed. */
export const previewStaffing = (body: StaffingPreviewInput): Promise<StaffingPreview> =>
  answered(client.POST('/api/v1/staffing/preview', { body }));
