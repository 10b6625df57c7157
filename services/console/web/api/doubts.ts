import { queryOptions } from '@tanstack/react-query';
import type {
  AmountUnit,
  ClearingReason,
  Doubt,
  DoubtActInput,
  DoubtClearing,
  DoubtClearingAnswer,
  DoubtColumns,
  DoubtConclusionInput,
  DoubtCounts,
  DoubtDetail,
  DoubtImport,
  DoubtImportRow,
  DoubtOrigin,
  DoubtRectificationInput,
  DoubtState,
  DoubtTitles,
  StopConfirmation,
} from '@zhiheng/contracts';
import { answered, client, given } from './client.ts';
import { asTableBody } from './files.ts';
import type { PageOf } from './people.ts';

export interface DoubtsWanted {
  rule?: string | undefined;
  state?: DoubtState | undefined;
  unit?: string | undefined;
  origin?: DoubtOrigin | undefined;
  assignee?: string | undefined;
  batch?: string | undefined;
  overdue?: true | undefined;
}

export const readDoubts =
  (wanted: DoubtsWanted) =>
  (cursor?: string): Promise<PageOf<Doubt>> =>
    answered(client.GET('/api/v1/doubts', { params: { query: { ...given({ ...wanted, cursor }), limit: 50 } } }));

export const doubtCountsQuery = queryOptions({
  queryKey: ['doubts', 'counts'],
  queryFn: (): Promise<DoubtCounts> => answered(client.GET('/api/v1/doubts/counts', {})),
});

export const doubtQuery = (id: string) =>
  queryOptions({
    queryKey: ['doubts', id],
    queryFn: (): Promise<DoubtDetail> => answered(client.GET('/api/v1/doubts/{id}', { params: { path: { id } } })),
  });

export const assignDoubt = (id: string, assignee: string): Promise<DoubtDetail> =>
  answered(client.POST('/api/v1/doubts/{id}/assignment', { params: { path: { id } }, body: { assignee } }));
export const concludeDoubt = (id: string, body: DoubtConclusionInput): Promise<DoubtDetail> =>
  answered(client.POST('/api/v1/doubts/{id}/conclusion', { params: { path: { id } }, body }));
export const actOnDoubt = (id: string, body: DoubtActInput): Promise<DoubtDetail> =>
  answered(client.POST('/api/v1/doubts/{id}/acts', { params: { path: { id } }, body }));

export const confirmStop = (id: string, body: StopConfirmation): Promise<DoubtDetail> =>
  answered(client.POST('/api/v1/doubts/{id}/stop-confirmation', { params: { path: { id } }, body }));

export const rectifyDoubt = (id: string, body: DoubtRectificationInput, key: string): Promise<DoubtDetail> =>
  answered(
    client.POST('/api/v1/doubts/{id}/rectification', {
      params: { path: { id }, header: { 'idempotency-key': key } },
      body,
    }),
  );

export const clearDoubts = (doubts: string[], reason: ClearingReason, note: string): Promise<DoubtClearingAnswer> =>
  answered(client.POST('/api/v1/doubt-clearings', { body: { doubts, reason, note } }));
export const readClearings = (cursor?: string): Promise<PageOf<DoubtClearing>> =>
  answered(client.GET('/api/v1/doubt-clearings', { params: { query: { ...given({ cursor }), limit: 20 } } }));
export interface Drawn {
  doubt: Doubt;
  result: 'passed' | 'failed' | null;
  checkedBy: string | null;
}
export const readDrawn =
  (id: string) =>
  (cursor?: string): Promise<PageOf<Drawn>> =>
    answered(
      client.GET('/api/v1/doubt-clearings/{id}/drawn', {
        params: { path: { id }, query: { ...given({ cursor }), limit: 50 } },
      }),
    );
export const checkDrawn = (id: string, doubt: string, passed: boolean, note: string): Promise<DoubtClearing> =>
  answered(
    client.POST('/api/v1/doubt-clearings/{id}/checks', { params: { path: { id } }, body: { doubt, passed, note } }),
  );

export const readListTitles = (file: File, rule: string): Promise<DoubtTitles> =>
  answered(client.POST('/api/v1/doubt-imports/columns', { ...asTableBody(file), params: { query: { rule } } }));
export interface ListUpload {
  rule: string;
  origin: Exclude<DoubtOrigin, 'own-rules'>;
  batch: string;
  amountIn: AmountUnit;
}
export const uploadList = (file: File, about: ListUpload, columns: DoubtColumns): Promise<DoubtImport> =>
  answered(
    client.POST('/api/v1/doubt-imports', {
      ...asTableBody(file),
      params: { query: { fileName: file.name.slice(-200), ...about, ...given(columns) } },
    }),
  );
export const readLists = (cursor?: string): Promise<PageOf<DoubtImport>> =>
  answered(client.GET('/api/v1/doubt-imports', { params: { query: { ...given({ cursor }), limit: 20 } } }));

/** How often it is asked how far a list is. */
const everyMs = 1_000;
export const listQuery = (id: string) =>
  queryOptions({
    queryKey: ['doubt-imports', id],
    queryFn: (): Promise<DoubtImport> =>
      answered(client.GET('/api/v1/doubt-imports/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (['applying', 'cancelling'].includes(state.data?.state ?? '') ? everyMs : false),
  });
export const readListRows =
  (id: string) =>
  (cursor?: string): Promise<PageOf<DoubtImportRow>> =>
    answered(
      client.GET('/api/v1/doubt-imports/{id}/rows', {
        params: { path: { id }, query: { ...given({ cursor }), limit: 50 } },
      }),
    );
export const applyList = (id: string): Promise<DoubtImport> =>
  answered(client.POST('/api/v1/doubt-imports/{id}/application', { params: { path: { id } } }));
export const cancelList = (id: string): Promise<DoubtImport> =>
  answered(client.POST('/api/v1/doubt-imports/{id}/cancellation', { params: { path: { id } } }));
