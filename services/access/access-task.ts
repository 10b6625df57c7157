import { type AccessRequestInput, type AccessTask, noSuch, said } from '@zhiheng/contracts';
import { inCentre, type Transaction } from '@zhiheng/database';
import { type Caller, fieldProblem, type PersonCaller, Problem, type Secret, type Trace } from '@zhiheng/http';
import { taskOf } from './access-task-document.ts';
import { requireWhole, wantedOf } from './access-task-input.ts';
import { act } from './act.ts';
import type { DenialBinding } from './denial-binding.ts';
import type { Desk } from './desk.ts';
import { withdrawRequest } from './request-decide.ts';
import { seeRequest } from './request-read.ts';
import { submitWithin } from './request-submit.ts';
import { keepMade, madeBefore, retryOf } from './retry.ts';
import { sealed } from './sealed-subject.ts';
import { databaseNow } from './store/clock-store.ts';
import { activeAccount, findPerson } from './store/people-store.ts';
import { insertDenial, readDenial } from './store/request-denial-store.ts';
import { readRequest, type StoredRequest } from './store/request-store.ts';
import { viewOf } from './viewer.ts';

export interface TaskDesk extends Desk {
  binding: DenialBinding;
  /** The address of the draft's request endpoint. */
  endpoint: string;
  secret: Secret;
}

/**
 * Opens a request for what was denied, in the name of the person to whom it was: by themselves, or by a machine client that may
 * ask for people. The same as `POST /api/v1/requests` from there on. The same `key` again gives the same task. Throws what
 * `submitRequest` throws, and `denial-unbound`, `denial-expired`, `not-permitted`.
 */
export async function requestAccess(
  desk: TaskDesk,
  caller: Caller,
  input: AccessRequestInput,
  trace: Trace,
  key?: string,
): Promise<AccessTask> {
  const { centre } = caller;
  const { token, ...asked } = requireWhole(caller, input);
  // Of people outside the centre no digest could be guessed at: the token stands in it.
  const retry = retryOf(caller, 'access-request', key, Object.entries(input).sort());
  const refused = {
    ...trace,
    action: 'request.refused',
    outcome: 'denied',
    targetType: 'request',
    target: 'grant',
  } as const;
  return act(desk.database, centre, refused, async (transaction) => {
    const before = await madeBefore(transaction, centre, retry);
    if (before !== undefined)
      return taskOf(desk.endpoint, (await readRequest(transaction, centre, before)) as StoredRequest);
    const { evaluation, cure, expiresAt } = await desk.binding.read(centre, token, sealed(desk.secret, centre, asked));
    if (expiresAt.toISOString() !== asked.expiresAt || (asked.evaluation ?? evaluation) !== evaluation)
      throw new Problem('denial-unbound', said('denial-facts'));
    if (expiresAt.getTime() <= (await databaseNow(transaction))) throw new Problem('denial-expired');
    const requester = await inNameOf(transaction, caller, cure.beneficiary);
    const { username: actor, person, account } = requester;
    const signed = { ...trace, actor, person, account };
    const request = await submitWithin(desk, transaction, requester, wantedOf(input, cure), signed);
    const client = caller.kind === 'client' ? caller.client : null;
    await insertDenial(transaction, centre, { request: request.id, evaluation, client });
    await keepMade(transaction, centre, retry, request.id);
    return taskOf(desk.endpoint, request);
  });
}

/** How it stands. A person sees what they see of requests; a client that may ask for people, what was asked through here. */
export async function readTask(desk: TaskDesk, caller: Caller, id: string): Promise<AccessTask> {
  const { centre } = caller;
  return inCentre(desk.database, centre, async (transaction) => {
    const request = await requireTask(transaction, centre, id);
    if (caller.kind === 'person') await seeRequest(await viewOf(desk, transaction, caller), id);
    return taskOf(desk.endpoint, request);
  });
}

/** Takes it back: its requester or, in their name, the client that asked for it. Throws `not-found`, `not-permitted`, `not-pending`. */
export async function cancelTask(desk: TaskDesk, caller: Caller, id: string, trace: Trace): Promise<AccessTask> {
  await readTask(desk, caller, id);
  const requester = await inCentre(desk.database, caller.centre, async (transaction) => {
    if (caller.kind === 'person') return caller;
    const { approval } = await requireTask(transaction, caller.centre, id);
    const denial = await readDenial(transaction, caller.centre, id);
    if (denial?.client !== caller.client) throw new Problem('not-permitted', said('asked-by-another'));
    return inNameOf(transaction, caller, approval.requester);
  });
  const { username: actor, person, account } = requester;
  return taskOf(desk.endpoint, await withdrawRequest(desk, requester, id, { ...trace, actor, person, account }));
}

async function requireTask(transaction: Transaction, centre: string, id: string): Promise<StoredRequest> {
  const request = (await readDenial(transaction, centre, id)) && (await readRequest(transaction, centre, id));
  if (!request) throw new Problem('not-found', noSuch('task', id));
  return request;
}

/** Who stands behind the request: the caller, or whom the client asks for. */
async function inNameOf(transaction: Transaction, caller: Caller, subject: string): Promise<PersonCaller> {
  if (caller.kind === 'person') {
    if (subject === caller.username || subject === caller.person) return caller;
    throw new Problem('not-permitted', said('asks-for-themselves'));
  }
  const person = await findPerson(transaction, caller.centre, subject);
  if (!person) throw fieldProblem('unknown-code', '/subject/id', noSuch('person', subject));
  const account = await activeAccount(transaction, caller.centre, person.id);
  if (!account) throw new Problem('not-active', said('no-active-account', { person: subject }));
  const { centre, client, scopes } = caller;
  return { kind: 'person', centre, client, scopes, person: person.id, account: account.id, username: account.username };
}
