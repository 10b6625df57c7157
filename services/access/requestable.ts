import type { EvaluationAnswer } from '@zhiheng/contracts';
import type { Cure } from './access-request.ts';
import type { DenialBinding } from './denial-binding.ts';
import type { Inquiry } from './inquiry.ts';

/** Addresses: where requests are submitted, the draft's own endpoint, and the schema of what a submission there adds. */
export interface RequestAddresses {
  requests: string;
  endpoint: string;
  schema: string;
}

type Context = EvaluationAnswer['context'];

/** Seconds after which it may be worth asking again what could not be decided. */
const retryAfter = 1;

/**
 * Says in a denial how it can be asked about: in our own words, and in those of the draft AuthZEN Access Request and Approval Profile. A
 * denial stays a denial, and an approval that an inquiry carries decides nothing: what it gave is in the grants.
 */
export class Requestable {
  readonly #binding: DenialBinding;
  readonly #addresses: RequestAddresses;

  constructor(binding: DenialBinding, addresses: RequestAddresses) {
    this.#binding = binding;
    this.#addresses = addresses;
  }

  async tell(centre: string, input: Inquiry, context: Context, cure: Cure | undefined): Promise<void> {
    if (cure) {
      const { requests, endpoint, schema } = this.#addresses;
      const { change: _, ...bound } = cure;
      const { token, expiresAt } = await this.#binding.bind(centre, context.id, input, bound);
      context.accessRequest = { endpoint: requests, ...cure };
      context.evaluation_id = context.id;
      context.evaluated_at = new Date().toISOString();
      context.access_request = {
        endpoint,
        expires_at: expiresAt.toISOString(),
        binding_token: token,
        request_schema_url: schema,
      };
    }
    if (input.context?.approval !== undefined) sayWhatNext(context);
  }
}

function sayWhatNext(context: Context): void {
  if (context.access_request) context.next_action = 'request';
  else if (context.reason.code !== 'unavailable') context.next_action = 'none';
  else Object.assign(context, { next_action: 'retry', retry_after: retryAfter });
}
