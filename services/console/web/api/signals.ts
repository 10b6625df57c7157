import type { DeadSignal, SignalStream } from '@zhiheng/contracts';
import { answered, client, given } from './client.ts';
import type { PageOf } from './people.ts';

/** Streams of all clients of the centre, newest first. */
export const readSignalStreams = (cursor?: string): Promise<PageOf<SignalStream>> =>
  answered(client.GET('/ssf/overview', { params: { query: { ...given({ cursor }), limit: 50 } } }));

/** What could not be delivered, oldest first. */
export const readDeadSignals = (id: string, cursor?: string): Promise<PageOf<DeadSignal>> =>
  answered(
    client.GET('/ssf/overview/{id}/dead', { params: { path: { id }, query: { ...given({ cursor }), limit: 50 } } }),
  );

export const retrySignals = (id: string): Promise<SignalStream> =>
  answered(client.POST('/ssf/overview/{id}/retries', { params: { path: { id } } }));
