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
  // By callback, so that a remembered token of a machine client costs no turn of the event loop.
  app.addHook('onRequest', (request, reply, done) => {
    const { access } = request.routeOptions.config;
    if (!access || access === 'public') return done();
    const turnAway = (error: unknown) => {
      const counted = error instanceof Problem && error.status < 500 ? app.countRefused(request, reply) : undefined;
      Promise.resolve(counted).then(() => done(error as Error), done);
    };
    let admission: Promise<void> | undefined;
    try {
      admission = admit(request, access);
    } catch (error) {
      return turnAway(error);
    }
    if (!admission) return done();
    admission.then(() => done(), turnAway);
  });

  /** Lets the caller in or throws; at once for a client whose token is remembered. */
  function admit(request: FastifyRequest, access: Exclude<Access, 'public'>): Promise<void> | undefined {
    const letIn = (caller: Caller) => {
      requireAccess(caller, access);
      request.caller = caller;
    };
    const caller = tokens.verify(bearerToken(request));
    if (caller instanceof Promise || caller.kind === 'person')
      return Promise.resolve(caller).then(requireActive).then(letIn);
    letIn(caller);
    return undefined;
  }

  async function requireActive(caller: Caller): Promise<Caller> {
    if (caller.kind === 'person' && !(await accountActive(caller.centre, caller.account)))
      throw new Problem('account-disabled');
    return caller;
  }
}

function bearerToken({ headers: { authorization = '' } }: FastifyRequest): string {
  if (!/^Bearer /i.test(authorization)) throw new Problem('not-authenticated');
  return authorization.slice('Bearer '.length);
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
