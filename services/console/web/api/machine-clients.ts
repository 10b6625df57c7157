import type { ClientChange, ClientInput, ClientWithSecret, MachineClient } from '@zhiheng/contracts';
import { answered, client, given } from './client.ts';
import type { PageOf } from './people.ts';

const byId = (id: string) => ({ path: { id } });

export const readClients = (cursor?: string): Promise<PageOf<MachineClient>> =>
  answered(client.GET('/oidc/clients', { params: { query: { ...given({ cursor }), limit: 50 } } }));

export const registerClient = (body: ClientInput): Promise<ClientWithSecret> =>
  answered(client.POST('/oidc/clients', { body }));

export const changeClient = (id: string, body: ClientChange): Promise<MachineClient> =>
  answered(client.PATCH('/oidc/clients/{id}', { params: byId(id), body }));

export const rotateClient = (id: string, overlapHours: number): Promise<ClientWithSecret> =>
  answered(client.POST('/oidc/clients/{id}/rotation', { params: byId(id), body: { overlapHours } }));

export const endClient = (id: string): Promise<MachineClient> =>
  answered(client.DELETE('/oidc/clients/{id}', { params: byId(id) }));
