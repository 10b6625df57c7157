import { said } from '@zhiheng/contracts';
import type { FastifyRequest, onRequestHookHandler } from 'fastify';
import type { App } from './app.ts';
import { Problem } from './problem.ts';
import { tokenFault } from './token-faults.ts';
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

/** Every route says who may call it, and its first hook asks the caller who they are. */
export function authenticate(app: App, { tokens, accountActive }: AuthenticationOptions): void {
  app.decorateRequest('caller', undefined);
  app.addHook('onRoute', (route) => {
    const { config, method, url } = route;
    if (!config?.access) throw new Error(`Route ${method} ${url} does not say who may call it (config.access).`);
    if (config.access === 'public') return;
    const others = [route.onRequest ?? []].flat();
    route.onRequest = [admission(config.access), ...others];
  });

  /** By callback, so that a remembered token of a machine client costs no turn of the event loop. */
  function admission(access: Exclude<Access, 'public'>): onRequestHookHandler {
    return (request, reply, done) => {
      const turnAway = (error: unknown) => {
        // Why, and nothing of the token; whoever showed none is not told of.
        if (error instanceof Problem && error.code === 'not-authenticated' && error.cause)
          request.log.warn({ reason: tokenFault(error.cause) }, 'access token refused');
        const counted = error instanceof Problem && error.status < 500 ? app.countRefused(request, reply) : undefined;
        Promise.resolve(counted).then(() => done(error as Error), done);
      };
      try {
        const admitted = admit(request, access);
        if (admitted) admitted.then(() => done(), turnAway);
        else done();
      } catch (error) {
        turnAway(error);
      }
    };
  }

  /** Lets the caller in or throws; at once for a client whose token is remembered. */
  function admit(request: FastifyRequest, access: Exclude<Access, 'public'>): Promise<void> | undefined {
    const caller = tokens.verify(request.headers.authorization);
    if (caller instanceof Promise || caller.kind === 'person') return admitLater(request, access, caller);
    requireAccess(caller, access);
    request.caller = caller;
    return undefined;
  }

  async function admitLater(
    request: FastifyRequest,
    access: Exclude<Access, 'public'>,
    verified: Caller | Promise<Caller>,
  ): Promise<void> {
    const caller = await requireActive(await verified);
    requireAccess(caller, access);
    request.caller = caller;
  }

  async function requireActive(caller: Caller): Promise<Caller> {
    if (caller.kind === 'person' && !(await accountActive(caller.centre, caller.account)))
      throw new Problem('account-disabled');
    return caller;
  }
}

function requireAccess(caller: Caller, access: Exclude<Access, 'public'>): void {
  if (isLetIn(caller, access)) return;
  const scope = typeof access === 'string' ? undefined : 'scope' in access ? access.scope : access.personOrScope;
  throw new Problem('not-permitted', scope ? said('scope-needed', { scope }) : said('people-only'));
}

/** Whether a route lets such a caller in. */
export function isLetIn(caller: Caller, access: Access): boolean {
  if (access === 'public' || access === 'authenticated') return true;
  if (access === 'person') return caller.kind === 'person';
  if ('personOrScope' in access) return caller.kind === 'person' || caller.scopes.has(access.personOrScope);
  return caller.kind === 'client' && caller.scopes.has(access.scope);
}

/** The caller of a route that is not public. */
export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) throw new Problem('not-authenticated');
  return request.caller;
}

export function personOf(request: FastifyRequest): PersonCaller {
  const caller = callerOf(request);
  if (caller.kind !== 'person') throw new Problem('not-permitted', said('people-only'));
  return caller;
}

export function clientOf(request: FastifyRequest): ClientCaller {
  const caller = callerOf(request);
  if (caller.kind !== 'client') throw new Problem('not-permitted', said('clients-only'));
  return caller;
}
