import { epochHeader } from '@zhiheng/contracts';
import { Leaver, type Tokens } from './leaver.ts';
import { desk } from './office.ts';
import type { WholeServers } from './whole-servers.ts';

/** One thing that somebody who leaves, or who acts for them, tries: whether it succeeded. `epoch`: of the departure, once it is known. */
export interface Try {
  name: string;
  at(origin: string, epoch?: number): Promise<boolean>;
}

/** What is tried while somebody leaves, and again when that was answered. */
export interface Flight {
  during: Try[];
  after: Try[];
}

export interface Round {
  username: string;
  person: string;
  unit: number;
  /** Two requests that wait for their approval. */
  requests: [string, string];
  /** Whether they sign in anew, which ends what they had, or act with what they have. */
  signsIn: boolean;
  /** Whether the HR system says meanwhile that they are still there: what they had must not come back. */
  told: boolean;
}

/** Makes ready whatever somebody has before they leave. */
export async function prepare(servers: WholeServers, round: Round): Promise<Flight> {
  const { username, signsIn, told, person } = round;
  const unit = desk(round.unit);
  const [origin = ''] = servers.origins;
  const leaver = new Leaver(servers, username);
  const [one, other] = await Promise.all([openCase(servers, unit), openCase(servers, unit)]);
  const inquiry = {
    subject: { type: 'person', id: username },
    action: { name: 'handle' },
    resource: { type: 'case', id: 'new', properties: { item: 'award', unit } },
  };
  const context = (epoch?: number) => (epoch === undefined ? {} : { context: { policyEpoch: epoch } });
  const always: Try[] = [
    {
      name: 'evaluation',
      at: async (at, epoch) =>
        (await post<Decided>(servers, at, '/access/v1/evaluation', { ...inquiry, ...context(epoch) })).decision ===
        true,
    },
    {
      name: 'batch',
      at: async (at, epoch) => {
        const batch = { evaluations: [inquiry, inquiry], ...context(epoch) };
        const { evaluations } = await post<{ evaluations: Decided[] }>(servers, at, '/access/v1/evaluations', batch);
        return evaluations.some(({ decision }) => decision);
      },
    },
  ];
  const step = (id: string): Try => ({
    name: 'step',
    at: async (at) =>
      'step' in (await post(servers, at, `/api/v1/cases/${id}/steps`, { duty: 'handle', actor: username })),
  });
  const during: Try[] = [...always, step(one)];
  const after: Try[] = [...always, step(other)];
  if (signsIn) {
    for (const tries of [during, after]) {
      const asked = await leaver.ask(origin);
      tries.push({ name: 'sign-in', at: async (at) => (await leaver.send(at, asked)) !== undefined });
    }
  } else await addUses(servers, leaver, { requests: round.requests, during, after });
  if (told)
    for (const tries of [during, after])
      tries.push({ name: 'still there', at: (at) => sayTheyStay(servers, at, person) });
  return { during, after };
}

/** What is done with what a sign-in gave, each thing with one of its own, for a code and a refresh token are used once. */
async function addUses(
  servers: WholeServers,
  leaver: Leaver,
  { requests, during, after }: Pick<Round, 'requests'> & Flight,
): Promise<void> {
  const [origin = ''] = servers.origins;
  const session = await leaver.signIn(origin);
  const more = async () => leaver.ask(origin, session);
  const first = (await leaver.exchange(origin, session)) as Tokens;
  const second = (await leaver.exchange(origin, await more())) as Tokens;
  for (const [tries, tokens, request] of [
    [during, first, requests[0]],
    [after, second, requests[1]],
  ] as const) {
    const code = await more();
    tries.push(
      { name: 'refresh', at: async (at) => (await leaver.refresh(at, tokens.refresh_token)) !== undefined },
      { name: 'code', at: async (at) => (await leaver.exchange(at, code)) !== undefined },
      { name: 'introspection', at: (at) => introspect(servers, at, second.access_token) },
      { name: 'approval', at: (at) => approve(at, second.access_token, request) },
    );
  }
}

interface Decided {
  decision: boolean;
}

async function post<T extends object>(servers: WholeServers, origin: string, path: string, body: object): Promise<T> {
  const answer = await send(origin, path, servers.machine, body);
  return (await answer.json()) as T;
}

const send = (origin: string, path: string, authorization: string, body: object, method = 'POST', type = 'json') =>
  fetch(origin + path, {
    method,
    headers: { authorization, 'content-type': `application/${type}` },
    body: JSON.stringify(body),
  });

async function openCase(servers: WholeServers, unit: string): Promise<string> {
  const [origin = ''] = servers.origins;
  const reference = crypto.randomUUID();
  const { id } = await post<{ id: string }>(servers, origin, '/api/v1/cases', { item: 'award', unit, reference });
  return id;
}

async function introspect({ basic }: WholeServers, origin: string, token: string): Promise<boolean> {
  const answer = await fetch(`${origin}/oidc/token/introspection`, {
    method: 'POST',
    headers: { authorization: basic },
    body: new URLSearchParams({ token }),
  });
  return ((await answer.json()) as { active: boolean }).active;
}

async function approve(origin: string, token: string, request: string): Promise<boolean> {
  const path = `/api/v1/requests/${request}/decisions`;
  return (await send(origin, path, `Bearer ${token}`, { decision: 'approve' })).ok;
}

/** It may be believed, as of somebody who comes back with nothing; so it is nothing that must not succeed. */
async function sayTheyStay(servers: WholeServers, origin: string, person: string): Promise<boolean> {
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];
  const body = { schemas, Operations: [{ op: 'replace', path: 'active', value: true }] };
  await (await send(origin, `/scim/v2/Users/${person}`, servers.machine, body, 'PATCH', 'scim+json')).text();
  return false;
}

/** Somebody leaves; the epoch that this reached. */
export async function depart(origin: string, authorization: string, username: string): Promise<number> {
  const answer = await send(origin, `/api/v1/people/${username}/departure`, authorization, { kind: 'resigned' });
  if (answer.status !== 201) throw new Error(`${username} cannot leave: ${answer.status} ${await answer.text()}`);
  await answer.text();
  return Number(answer.headers.get(epochHeader));
}
