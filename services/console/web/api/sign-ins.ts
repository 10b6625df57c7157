import { queryOptions } from '@tanstack/react-query';
import type { SignInSession, SignInSettingsInForce, SignInSettingsInput, SignIns } from '@zhiheng/contracts';
import { answered, client, given } from './client.ts';
import type { PageOf } from './people.ts';

export const signInsQuery = queryOptions({
  queryKey: ['sign-ins'],
  queryFn: (): Promise<SignIns> => answered(client.GET('/api/v1/me/sign-ins')),
});

/** The newest first. */
export const readOwnSessions = (cursor?: string): Promise<PageOf<SignInSession>> =>
  answered(client.GET('/api/v1/me/sessions', { params: { query: given({ cursor }) } }));

export const endOwnSession = async (id: string): Promise<void> => {
  await answered(client.DELETE('/api/v1/me/sessions/{id}', { params: { path: { id } } }));
};

export const changePassword = async (body: { current: string; next: string }): Promise<void> => {
  await answered(client.POST('/api/v1/me/password', { body }));
};

export const signInSettingsQuery = queryOptions({
  queryKey: ['sign-in-settings'],
  queryFn: (): Promise<SignInSettingsInForce> => answered(client.GET('/api/v1/sign-in-settings')),
});

export const putSignInSettings = (body: SignInSettingsInput): Promise<SignInSettingsInForce> =>
  answered(client.PUT('/api/v1/sign-in-settings', { body }));
