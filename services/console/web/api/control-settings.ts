import { queryOptions } from '@tanstack/react-query';
import type {
  ControlApproval,
  ControlDecisionInput,
  ControlSettings,
  ControlSettingsInForce,
  ControlSettingsInput,
  ControlSettingsVersion,
} from '@zhiheng/contracts';
import { answered, client, given } from './client.ts';
import type { PageOf } from './people.ts';
import type { paths } from './schema.gen.ts';

/** The document names every rule; the type of the contracts takes any. */
type PreviewBody = paths['/api/v1/control-settings/preview']['post']['requestBody']['content']['application/json'];
type ProposalBody = paths['/api/v1/control-settings/proposals']['post']['requestBody']['content']['application/json'];

export const controlSettingsQuery = queryOptions({
  queryKey: ['control-settings'],
  queryFn: (): Promise<ControlSettingsInForce> => answered(client.GET('/api/v1/control-settings')),
});

/** The newest first. */
export const readSettingsVersions = (cursor?: string): Promise<PageOf<ControlSettingsVersion>> =>
  answered(client.GET('/api/v1/control-settings/versions', { params: { query: given({ cursor }) } }));

export const previewSettings = (
  settings: ControlSettings,
): Promise<Pick<ControlSettingsVersion, 'version' | 'differences'>> =>
  answered(client.POST('/api/v1/control-settings/preview', { body: { settings } as unknown as PreviewBody }));

export const proposeSettings = (body: ControlSettingsInput): Promise<ControlApproval> =>
  answered(client.POST('/api/v1/control-settings/proposals', { body: body as unknown as ProposalBody }));

/** The newest first. */
export const readApprovals = (
  state: ControlApproval['state'] | undefined,
  cursor?: string,
): Promise<PageOf<ControlApproval>> =>
  answered(client.GET('/api/v1/control-approvals', { params: { query: given({ state, cursor }) } }));

export const approvalQuery = (id: string) =>
  queryOptions({
    queryKey: ['control-approvals', id],
    queryFn: (): Promise<ControlApproval> =>
      answered(client.GET('/api/v1/control-approvals/{id}', { params: { path: { id } } })),
  });

export const decideApproval = (id: string, body: ControlDecisionInput): Promise<ControlApproval> =>
  answered(client.POST('/api/v1/control-approvals/{id}/decisions', { params: { path: { id } }, body }));

export const withdrawApproval = (id: string): Promise<ControlApproval> =>
  answered(client.POST('/api/v1/control-approvals/{id}/withdrawal', { params: { path: { id } } }));
