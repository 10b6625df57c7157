import { queryOptions } from '@tanstack/react-query';
import type {
  Inspection,
  InspectionInput,
  InspectionPreview,
  Paper,
  PaperInput,
  PaperReassignmentInput,
  PaperReview,
  Sampled,
} from '@zhiheng/contracts';
import { answered, client, given } from './client.ts';
import type { PageOf } from './people.ts';

export const readInspections = (cursor?: string): Promise<PageOf<Inspection>> =>
  answered(client.GET('/api/v1/inspections', { params: { query: { ...given({ cursor }), limit: 50 } } }));

/** Looked at again while something is done in the background. */
export const inspectionQuery = (id: string) =>
  queryOptions({
    queryKey: ['inspections', id],
    queryFn: (): Promise<Inspection> => answered(client.GET('/api/v1/inspections/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state: { data } }) => (data?.state === 'freezing' || data?.waitsForCheckpoint ? 2_000 : false),
  });

export const previewInspection = (body: InspectionInput): Promise<InspectionPreview> =>
  answered(client.POST('/api/v1/inspections/preview', { body }));

export const planInspection = (body: InspectionInput): Promise<Inspection> =>
  answered(client.POST('/api/v1/inspections', { body }));

export type InspectionAct = 'cancellation' | 'freeze' | 'draw' | 'reveal' | 'completion';
export const moveInspection = (id: string, act: InspectionAct): Promise<Inspection> =>
  answered(client.POST(`/api/v1/inspections/{id}/${act}`, { params: { path: { id } } }));

export const allotSample = (id: string): Promise<{ allotted: number; left: number }> =>
  answered(client.POST('/api/v1/inspections/{id}/allotment', { params: { path: { id } }, body: {} }));

export interface SampleFilters {
  why?: Sampled['why'] | undefined;
  state?: Paper['paperState'] | undefined;
  mine?: boolean | undefined;
}

export const readSample = (
  id: string,
  { state, ...filters }: SampleFilters,
  cursor?: string,
): Promise<PageOf<Sampled>> =>
  answered(
    client.GET('/api/v1/inspections/{id}/sample', {
      params: { path: { id }, query: { ...given({ ...filters, cursor, state: state ?? undefined }), limit: 50 } },
    }),
  );

export const paperQuery = (id: string, paper: string) =>
  queryOptions({
    queryKey: ['papers', id, paper],
    queryFn: (): Promise<Paper> =>
      answered(client.GET('/api/v1/inspections/{id}/papers/{paper}', { params: { path: { id, paper } } })),
  });

export const writePaper = (id: string, paper: string, body: PaperInput): Promise<Paper> =>
  answered(client.PUT('/api/v1/inspections/{id}/papers/{paper}', { params: { path: { id, paper } }, body }));

export const reviewPaper = (id: string, paper: string, body: PaperReview): Promise<Paper> =>
  answered(client.POST('/api/v1/inspections/{id}/papers/{paper}/review', { params: { path: { id, paper } }, body }));

export const reassignPaper = (id: string, paper: string, body: PaperReassignmentInput): Promise<Paper> =>
  answered(
    client.POST('/api/v1/inspections/{id}/papers/{paper}/reassignment', { params: { path: { id, paper } }, body }),
  );

export const readProofFile = (id: string): Promise<Blob> =>
  answered(client.GET('/api/v1/inspections/{id}/proof/file', { params: { path: { id } }, parseAs: 'blob' }));
