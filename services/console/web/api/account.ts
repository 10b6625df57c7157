import { startRegistration } from '@simplewebauthn/browser';
import { queryOptions } from '@tanstack/react-query';
import { answered, client } from './client.ts';
import type { Answer } from './schema-types.ts';
import { askStepUp } from './step-up.ts';

export type MyFactors = Answer<'/api/v1/me/factors'>;
export type MyFactor = MyFactors['data'][number];
export interface TotpOffer {
  secret: string;
  svg: string;
}

export const factorsQuery = queryOptions({
  queryKey: ['my-factors'],
  queryFn: (): Promise<MyFactors> => answered(client.GET('/api/v1/me/factors')),
});

/** The first factor is set up at the provider's page. */
export const setUpFirst = (): Promise<boolean> => askStepUp({ acrValues: 'urn:zhiheng:acr:two-factor', maxAge: 600 });

export const offerTotp = (): Promise<TotpOffer> => answered(client.POST('/api/v1/me/factors/totp-offer'));

export const addTotp = async (name: string, code: string): Promise<string[] | null> =>
  (await answered(client.POST('/api/v1/me/factors/totp', { body: { name, code } }))).recoveryCodes;

/** The browser's authenticator makes it. */
export async function addPasskey(name: string): Promise<string[] | null> {
  const optionsJSON = (await answered(client.POST('/api/v1/me/factors/passkey-offer'))) as never;
  const response = { ...(await startRegistration({ optionsJSON })) } as never;
  return (await answered(client.POST('/api/v1/me/factors/passkeys', { body: { name, response } }))).recoveryCodes;
}

export const renameFactor = (id: string, name: string): Promise<unknown> =>
  answered(client.PATCH('/api/v1/me/factors/{id}', { params: { path: { id } }, body: { name } }));

export const removeFactor = (id: string): Promise<unknown> =>
  answered(client.DELETE('/api/v1/me/factors/{id}', { params: { path: { id } } }));

export const renewCodes = async (): Promise<string[]> =>
  (await answered(client.POST('/api/v1/me/factors/recovery-codes'))).recoveryCodes;
