import { queryOptions } from '@tanstack/react-query';
import type { SessionRoles } from '@zhiheng/contracts';
import { answered, client } from './client.ts';

/** With which of my roles I act. */
export const sessionRolesQuery = queryOptions({
  queryKey: ['session-roles'],
  queryFn: (): Promise<SessionRoles> => answered(client.GET('/api/v1/me/session/roles')),
});

export const chooseRoles = (roles: string[]): Promise<SessionRoles> =>
  answered(client.PUT('/api/v1/me/session/roles', { body: { roles } }));

/** Without a choice again. */
export const dropRoles = (): Promise<SessionRoles> => answered(client.DELETE('/api/v1/me/session/roles'));
