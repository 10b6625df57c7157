import {
  noSuch,
  type SignalSubject,
  type StreamConfiguration,
  type StreamInput,
  type StreamStatus,
  said,
  signalEvents,
} from '@zhiheng/contracts';
import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { type ClientCaller, Problem, type Trace } from '@zhiheng/http';
import type { LogEntry } from '../store/log-entry.ts';
import { append } from '../store/log-store.ts';
import { dropAll, enqueue } from '../store/signal-delivery-store.ts';
import {
  deleteStream,
  insertStream,
  leaveOut,
  lockClient,
  noteVerification,
  type StreamRow,
  setStatus,
  streamsOf,
  takeIn,
  updateStream,
} from '../store/signal-stream-store.ts';
import { settings } from './settings.ts';
import { checkDelivery, chosen, type StreamSurroundings, unchosen } from './stream-choice.ts';
import { configurationOf, shown, statusOf } from './stream-document.ts';
import { personMeant } from './subjects.ts';

/** What managing streams needs of its surroundings. */
export interface StreamOffice extends StreamSurroundings {
  database: Database;
}

/** A stream of this client. Throws Problem `not-found`, also for another's. */
export async function streamOf(
  transaction: Transaction,
  centre: string,
  client: string,
  id: string,
  locked = false,
): Promise<StreamRow> {
  const [stream] = await streamsOf(transaction, centre, { client, id, locked });
  if (!stream) throw new Problem('not-found', noSuch('stream', id));
  return stream;
}

export function readStreams(office: StreamOffice, { centre, client }: ClientCaller): Promise<StreamConfiguration[]> {
  return inCentre(office.database, centre, async (transaction) =>
    (await streamsOf(transaction, centre, { client })).map((one) => configurationOf(office.environment, one)),
  );
}

export function readStream(office: StreamOffice, caller: ClientCaller, id: string): Promise<StreamConfiguration> {
  const { centre, client } = caller;
  return inCentre(office.database, centre, async (transaction) =>
    configurationOf(office.environment, await streamOf(transaction, centre, client, id)),
  );
}

/** Throws Problem `invalid-request` for an address that may not be sent to, `already-exists` for one stream too many. */
export function createStream(
  office: StreamOffice,
  caller: ClientCaller,
  wish: StreamInput,
  trace: Trace,
): Promise<StreamConfiguration> {
  const { centre, client } = caller;
  checkDelivery(office, wish);
  return inCentre(office.database, centre, async (transaction) => {
    await lockClient(transaction, centre, client);
    if ((await streamsOf(transaction, centre, { client })).length >= settings.streams)
      throw new Problem('already-exists', said('streams-full', { most: settings.streams }));
    const id = await insertStream(transaction, centre, client, (fresh) => chosen(office, fresh, wish, unchosen));
    const stream = await streamOf(transaction, centre, client, id);
    await append(transaction, centre, { ...entryOf('stream.created', id, trace), after: shown(stream) });
    return configurationOf(office.environment, stream);
  });
}

/** `whole`: what is not named becomes as it is in a new stream; else it stays. */
export function changeStream(
  office: StreamOffice,
  caller: ClientCaller,
  { id, wish, whole }: { id: string; wish: StreamInput; whole: boolean },
  trace: Trace,
): Promise<StreamConfiguration> {
  const { centre, client } = caller;
  return inCentre(office.database, centre, async (transaction) => {
    const before = await streamOf(transaction, centre, client, id, true);
    checkDelivery(office, wish, id);
    await updateStream(transaction, centre, id, chosen(office, id, wish, whole ? unchosen : before));
    const after = await streamOf(transaction, centre, client, id);
    await append(transaction, centre, {
      ...entryOf('stream.updated', id, trace),
      before: shown(before),
      after: shown(after),
    });
    return configurationOf(office.environment, after);
  });
}

export async function removeStream(
  office: StreamOffice,
  caller: ClientCaller,
  id: string,
  trace: Trace,
): Promise<void> {
  const { centre, client } = caller;
  await inCentre(office.database, centre, async (transaction) => {
    const stream = await streamOf(transaction, centre, client, id, true);
    const dropped = await dropAll(transaction, centre, id);
    await deleteStream(transaction, centre, id);
    await append(transaction, centre, {
      ...entryOf('stream.deleted', id, trace),
      before: shown(stream),
      details: { dropped },
    });
  });
}

export async function readStatus(office: StreamOffice, caller: ClientCaller, id: string): Promise<StreamStatus> {
  const { centre, client } = caller;
  return inCentre(office.database, centre, async (transaction) =>
    statusOf(await streamOf(transaction, centre, client, id)),
  );
}

/** A paused stream keeps what happens meanwhile; a disabled one keeps nothing, not even what waited. */
export async function changeStatus(
  office: StreamOffice,
  caller: ClientCaller,
  { stream_id: id, status, reason }: StreamStatus,
  trace: Trace,
): Promise<StreamStatus> {
  const { centre, client } = caller;
  return inCentre(office.database, centre, async (transaction) => {
    const before = await streamOf(transaction, centre, client, id, true);
    await setStatus(transaction, centre, id, status, reason);
    const dropped = status === 'disabled' ? await dropAll(transaction, centre, id) : 0;
    await append(transaction, centre, {
      ...entryOf('stream.updated', id, trace),
      ...(reason ? { reason } : {}),
      before: { status: before.status },
      after: { status },
      details: { dropped },
    });
    return statusOf(await streamOf(transaction, centre, client, id));
  });
}

/** A stream is about everybody: taking somebody in undoes leaving them out. Throws Problem `unknown-code` for nobody. */
export async function chooseSubject(
  office: StreamOffice,
  caller: ClientCaller,
  { id, subject, about }: { id: string; subject: SignalSubject; about: 'in' | 'out' },
  trace: Trace,
): Promise<void> {
  const { centre, client } = caller;
  await inCentre(office.database, centre, async (transaction) => {
    await streamOf(transaction, centre, client, id, true);
    const person = await personMeant(transaction, centre, office.environment, subject);
    await (about === 'in' ? takeIn : leaveOut)(transaction, centre, id, person);
    await append(transaction, centre, {
      ...entryOf('stream.updated', id, trace),
      about: person,
      after: { subject: about },
    });
  });
}

/** Sends an event that says nothing, so that the receiver knows that the stream works. */
export async function verifyStream(
  office: StreamOffice,
  caller: ClientCaller,
  { id, state }: { id: string; state: string | undefined },
): Promise<void> {
  const { centre, client } = caller;
  await inCentre(office.database, centre, async (transaction) => {
    const { status } = await streamOf(transaction, centre, client, id, true);
    if (status === 'disabled') throw new Problem('stream-disabled');
    if (!(await noteVerification(transaction, centre, id, settings.verificationInterval)))
      throw new Problem('too-many-requests', said('verified-just-now'));
    const event = signalEvents.verification;
    const claims = {
      sub_id: { format: 'opaque', id },
      events: { [event]: state === undefined ? {} : { state } },
    };
    await enqueue(transaction, centre, [{ stream: id, subject: id, event, claims }]);
  });
}

const entryOf = (action: LogEntry['action'], id: string, trace: Trace): LogEntry => ({
  ...trace,
  action,
  outcome: 'done',
  targetType: 'stream',
  target: id,
});
