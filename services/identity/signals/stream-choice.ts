import { eventsSupported, pollMethod, pushMethod, type StreamInput, said } from '@zhiheng/contracts';
import { type AddressGuard, type Environment, fieldProblem, type Secret } from '@zhiheng/http';
import type { StreamChoice } from '../store/signal-stream-store.ts';
import { sealAuthorization } from './authorization.ts';
import { pollAddress } from './stream-document.ts';

export interface StreamSurroundings {
  environment: Environment;
  secret: Secret;
  addresses: AddressGuard;
}

/** What a stream is whose receiver has chosen nothing. */
export const unchosen: StreamChoice = {
  delivery: 'poll',
  endpoint: null,
  authorizationSealed: null,
  events: [...eventsSupported],
  description: null,
};

/** Throws Problem `invalid-request` for an address that may not be sent to, or polled from. `id`: of the stream, if it is there already. */
export function checkDelivery(
  { addresses, environment }: StreamSurroundings,
  { delivery }: StreamInput,
  id?: string,
): void {
  if (!delivery?.endpoint_url) return;
  const { method, endpoint_url: endpoint } = delivery;
  const ours = id !== undefined && endpoint === pollAddress(environment, id);
  const fault = method === pushMethod ? addresses.faultOf(endpoint) : ours ? undefined : said('poll-endpoint-ours');
  if (fault) throw fieldProblem('invalid-request', '/delivery/endpoint_url', fault);
}

/** What is chosen by a wish; what it does not name stays as it was. */
export function chosen(
  { secret }: StreamSurroundings,
  id: string,
  { delivery, events_requested: events, description }: StreamInput,
  before: StreamChoice,
): StreamChoice {
  return {
    delivery: before.delivery,
    endpoint: before.endpoint,
    authorizationSealed: before.authorizationSealed,
    ...(delivery ? deliveryOf(secret, id, delivery) : {}),
    events: events ? [...new Set(events)] : before.events,
    description: description ?? before.description,
  };
}

function deliveryOf(secret: Secret, id: string, delivery: NonNullable<StreamInput['delivery']>): Partial<StreamChoice> {
  if (delivery.method === pollMethod) return { delivery: 'poll', endpoint: null, authorizationSealed: null };
  const { endpoint_url: endpoint, authorization_header: header } = delivery;
  const authorizationSealed = header === undefined ? null : sealAuthorization(secret, id, header);
  return { delivery: 'push', endpoint, authorizationSealed };
}
