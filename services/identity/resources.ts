import { audience, type Environment, issuerOf } from '@zhiheng/http';
import { type Client, type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider';
import { limits } from './limits.ts';

type ResourceIndicators = NonNullable<NonNullable<Configuration['features']>['resourceIndicators']>;

/** What a person's tokens may say; their permissions are no scopes, they are asked of the access service. */
export const personScopes = 'openid profile';

/** Audience of a token that says who somebody is and opens none of our services. */
export const userinfoAudience = (environment: Environment): string => `${issuerOf(environment)}/userinfo`;

/**
 * What a person's token may be for. One that opens our services lets its holder do all that the person may; an
 * application gets such a token only where it was registered to act for people.
 */
export const personAudience = (client: Client, environment: Environment): string =>
  client.centre === undefined || client.acts_for_people === true ? audience : userinfoAudience(environment);

/** Which resources tokens may be for (RFC 8707), and what they say there. */
export function resourceIndicators(environment: Environment): ResourceIndicators {
  return {
    enabled: true,
    defaultResource: async (ctx, client) => {
      if (!client) return audience;
      if (!actsForItself(ctx)) return personAudience(client, environment);
      // RFC 6749, 3.3: who names no scope gets the default, here all that the client may have.
      if (!ctx.oidc.params?.scope) Object.assign(ctx.oidc.params ?? {}, { scope: machineScope(client) });
      return audience;
    },
    getResourceServerInfo: async (ctx, resource, client) => {
      const own = actsForItself(ctx);
      if (resource !== (own ? audience : personAudience(client, environment))) throw new errors.InvalidTarget();
      return {
        audience: resource,
        scope: own ? machineScope(client) : personScopes,
        accessTokenFormat: 'jwt',
        accessTokenTTL: limits.accessToken,
        jwt: { sign: { alg: 'ES256' } },
      };
    },
    useGrantedResource: async () => true,
  };
}

const actsForItself = ({ oidc }: KoaContextWithOIDC): boolean =>
  oidc.route === 'token' && oidc.params?.grant_type === 'client_credentials';

const peoples = new Set([...personScopes.split(' '), 'offline_access']);
const machineScope = ({ scope = '' }: Client): string =>
  scope
    .split(' ')
    .filter((name) => !peoples.has(name))
    .join(' ');
