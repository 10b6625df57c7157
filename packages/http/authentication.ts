import type { FastifyRequest } from 'fastify';
import type { App } from './app.ts';
import { Problem } from './problem.ts';
import type { Caller, ClientCaller, PersonCaller, TokenVerifier } from './tokens.ts';

/** Who may call a route. Each route says one; none is a fault found at start, so that nothing is open by oversight. */
export type Access =
  /** Anybody. */
  | 'public'
  /** Any signed-in person; the handler judges permissions. */
  | 'person'
  /** Any person or client with a valid token; the handler judges. */
  | 'authenticated'
  /** A machine client that holds this scope. */
  | { scope: string }
  /** A signed-in person, or a machine client that holds this scope. */
  | { personOrScope: string };

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    /** Set on every route whose access is not public. */
    caller: Caller | undefined;
  }
}

export interface AuthenticationOptions {
  tokens: TokenVerifier;
  /** Whether the account is active at this moment by the database; asked for each request of a person. */
  accountActive: (centre: string, account: string) => Promise<boolean>;
}

export function authenticate(app: App, { tokens, accountActive }: AuthenticationOptions): void {
  app.decorateRequest('caller', undefined);
  app.addHook('onRoute', ({ config, method, url }) => {
    if (!config?.access) throw new Error(`Route ${method} ${url} does not say who may call it (config.access).`);
  });
  app.addHook('onRequest', async (request) => {
    const access = request.routeOptions.config.access;
    if (!access || access === 'public') return;
    const caller = await tokens.verify(bearerToken(request));
    if (caller.kind === 'person' && !(await accountActive(caller.centre, caller.account)))
      throw new Problem('account-disabled');
    requireAccess(caller, access);
    request.caller = caller;
  });
}

function bearerToken(request: FastifyRequest): string {
  const match = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(request.headers.authorization ?? '');
  if (!match) throw new Problem('not-authenticated');
  return match[1] as string;
}

function requireAccess(caller: Caller, access: Exclude<Access, 'public'>): void {
  if (access === 'authenticated') return;
  if (access === 'person') {
    if (caller.kind !== 'person') throw new Problem('not-permitted', 'Only a signed-in person may do this.');
    return;
  }
  if ('personOrScope' in access && caller.kind === 'person') return;
  const scope = 'scope' in access ? access.scope : access.personOrScope;
  if (caller.kind !== 'client' || !caller.scopes.has(scope))
    throw new Problem('not-permitted', `The scope ${scope} is needed.`);
}

/** The caller of a route that is not public. */
export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) throw new Problem('not-authenticated');
  return request.caller;
}

export function personOf(request: FastifyRequest): PersonCaller {
  const caller = callerOf(request);
  if (caller.kind !== 'person') throw new Problem('not-permitted', 'Only a signed-in person may do this.');
  return caller;
}

export function clientOf(request: FastifyRequest): ClientCaller {
  const caller = callerOf(request);
  if (caller.kind !== 'client') throw new Problem('not-permitted', 'Only a machine client may do this.');
  return caller;
}
