import {
  eventsSupported,
  pollMethod,
  pushMethod,
  type StreamConfiguration,
  type StreamStatus,
} from '@zhiheng/contracts';
import type { Environment } from '@zhiheng/http';
import type { StreamRow } from '../store/signal-stream-store.ts';
import { audienceOf, transmitterOf } from './security-event-token.ts';
import { settings } from './settings.ts';

export const pollAddress = ({ origin }: Environment, id: string): string => `${origin}/ssf/streams/${id}/poll`;

/** A stream as SSF 1.0 has it; what its receiver wants to be sent as `Authorization` is never shown. */
export function configurationOf(environment: Environment, stream: StreamRow): StreamConfiguration {
  const { id, delivery, endpoint, events, description } = stream;
  return {
    stream_id: id,
    iss: transmitterOf(environment),
    aud: audienceOf(id),
    delivery:
      delivery === 'push'
        ? { method: pushMethod, endpoint_url: endpoint as string }
        : { method: pollMethod, endpoint_url: pollAddress(environment, id) },
    events_supported: [...eventsSupported],
    events_requested: events,
    events_delivered: events.filter((event) => eventsSupported.includes(event)),
    min_verification_interval: settings.verificationInterval,
    ...(description === null ? {} : { description }),
  };
}

export const statusOf = ({ id, status, statusReason }: StreamRow): StreamStatus => ({
  stream_id: id,
  status,
  ...(statusReason === null ? {} : { reason: statusReason }),
});

/** What the log says of a stream: of its address the host alone. */
export const shown = ({ delivery, endpoint, events, status }: StreamRow) => ({
  delivery,
  ...(endpoint === null ? {} : { receiver: new URL(endpoint).host }),
  events,
  status,
});
