import { Caller } from '../support/api.ts';
import { startWithCentre } from '../support/centre.ts';
import { token } from '../support/sign-in.ts';
import type { Running } from '../support/standalone.ts';

/**
 * The fixture of the OpenID Foundation's certification scenario for AuthZEN Authorization API 1.0
 * (openid/authzen, certification/authorization-api-1_0-scenario.md, section "Required Fixture"): alice, bob and two records.
 */
const name = (en: string) => ({ zh: en, en });
const role = (code: string, action: string, conditions?: object) => ({
  code,
  name: name(code),
  risk: 1,
  permissions: [{ action, resource: 'record', ...(conditions ? { conditions } : {}) }],
});
const person = (username: string, post: string, roles: string[]) => ({
  staffNumber: username,
  username,
  name: username,
  unit: 'root',
  post,
  roles,
});
const client = { id: 'certification', secret: 'certification-secret', scopes: ['decide', 'cases:write', 'audit:read'] };

const fixture = {
  centre: 'authzen',
  units: [{ code: 'root', parent: null, kind: 'centre', name: name('root') }],
  items: [],
  rules: [],
  chains: [],
  roles: [
    role('reader', 'read'),
    role('writer', 'write', { 'resource.properties.status': { $ne: 'archived' } }),
    role('soft-deleter', 'delete', { 'action.properties.soft': true }),
    role('archive-admin', 'write', {
      'resource.properties.status': 'archived',
      $or: [{ 'subject.properties.role': 'admin' }, { 'subject.properties.post': 'admin' }],
    }),
  ],
  people: [
    person('alice', 'clerk', ['reader', 'writer', 'soft-deleter']),
    person('bob', 'admin', ['reader', 'archive-admin']),
    ...Array.from({ length: 7 }, (_, n) => person(`reader-${n}`, 'clerk', ['reader'])),
  ],
  resources: [
    { type: 'record', id: 'record-1', properties: { status: 'active' } },
    { type: 'record', id: 'record-2', properties: { status: 'archived' } },
  ],
  clients: [client],
};

/** A decision point with the fixture, and the harness that asks it over HTTP. */
export interface Certified {
  running: Running;
  pdp: Pdp;
}

class Pdp {
  readonly origin: string;
  readonly #token: string;
  readonly #caller: Caller;

  constructor(origin: string, bearer: string) {
    this.origin = origin;
    this.#token = bearer;
    this.#caller = new Caller(origin, bearer);
  }

  /** An answer to JSON. */
  ask<T = Record<string, never>>(path: string, body: unknown, headers: Record<string, string> = {}) {
    return this.#caller.post<T>(`/access/v1/${path}`, body, headers);
  }

  /** An answer to any text under any content type. */
  send(path: string, body: string | undefined, headers: Record<string, string>): Promise<Response> {
    return fetch(`${this.origin}/access/v1/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#token}`, ...headers },
      ...(body === undefined ? {} : { body: new TextEncoder().encode(body) }),
    });
  }
}

export async function startCertified(): Promise<Certified> {
  const running = await startWithCentre(fixture);
  const credentials = { grant_type: 'client_credentials', scope: 'decide' };
  const { access_token } = await token(running.origin, credentials, `${client.id}:${client.secret}`);
  return { running, pdp: new Pdp(running.origin, access_token) };
}

/** Entities of the fixture. */
export const user = (id: string, properties?: object) => ({ type: 'user', id, ...(properties ? { properties } : {}) });
export const action = (verb: string, properties?: object) => ({ name: verb, ...(properties ? { properties } : {}) });
export const record = (id: string, properties?: object) => ({
  type: 'record',
  id,
  ...(properties ? { properties } : {}),
});
