import type { EvaluationAnswer, EvaluationInput } from '@zhiheng/contracts';
import type { Caller, Trace } from '@zhiheng/http';
import { Decisions } from './decisions.ts';
import type { DenialBinding } from './denial-binding.ts';

type DecisionOptions = ConstructorParameters<typeof Decisions>[0];

export interface RequestableOptions extends DecisionOptions {
  binding: DenialBinding;
  /** Addresses of the draft's request endpoint, and of the schema of what a submission adds. */
  endpoint: string;
  schema: string;
}

/** Seconds after which it may be worth asking again what could not be decided. */
const retryAfter = 1;

/**
 * Decisions whose denials say, in the terms of the draft AuthZEN Access Request and Approval Profile, that they can be asked
 * about. A denial stays a denial, and an approval that an inquiry carries decides nothing: what it gave is in the grants.
 */
export class RequestableDecisions extends Decisions {
  readonly #binding: DenialBinding;
  readonly #endpoint: string;
  readonly #schema: string;

  constructor({ binding, endpoint, schema, ...options }: RequestableOptions) {
    super(options);
    this.#binding = binding;
    this.#endpoint = endpoint;
    this.#schema = schema;
  }

  override evaluate(
    caller: Caller,
    input: EvaluationInput,
    trace: () => Trace,
  ): EvaluationAnswer | Promise<EvaluationAnswer> {
    const answer = super.evaluate(caller, input, trace);
    if (answer instanceof Promise)
      return answer.then((told) => (told.decision ? told : this.#withRequest(caller.centre, input, told)));
    return answer.decision ? answer : this.#withRequest(caller.centre, input, answer);
  }

  async #withRequest(centre: string, input: EvaluationInput, answer: EvaluationAnswer): Promise<EvaluationAnswer> {
    const { context } = answer;
    if (context.accessRequest) {
      const { endpoint: _, change: __, ...cure } = context.accessRequest;
      const { token, expiresAt } = await this.#binding.bind(centre, context.id, input, cure);
      context.evaluation_id = context.id;
      context.evaluated_at = new Date().toISOString();
      context.access_request = {
        endpoint: this.#endpoint,
        expires_at: expiresAt.toISOString(),
        binding_token: token,
        request_schema_url: this.#schema,
      };
    }
    if (input.context?.approval !== undefined) sayWhatNext(context);
    return answer;
  }
}

function sayWhatNext(context: EvaluationAnswer['context']): void {
  if (context.access_request) context.next_action = 'request';
  else if (context.reason.code !== 'unavailable') context.next_action = 'none';
  else Object.assign(context, { next_action: 'retry', retry_after: retryAfter });
}
