import type { Case, CaseInput, RecordedStep, StepInput } from '@zhiheng/contracts';
import type { ZhihengError } from './error.ts';
import type { CallOptions, ClientOptions } from './options.ts';
import type { Transport } from './transport.ts';

export interface Cases {
  /** Throws ZhihengError; `already-exists` when the item has a case with this reference. */
  openCase(input: CaseInput, options?: CallOptions): Promise<Case>;
  /** The case with its steps. Throws ZhihengError `not-found`. */
  readCase(id: string, options?: CallOptions): Promise<Case>;
  /**
   * Judges, records and logs a duty on a case, all or nothing. Throws ZhihengError: `duty-conflict` with `conflicts`,
   * `out-of-order`, `already-recorded`, `case-closed`, `not-permitted` …
   */
  recordStep(id: string, step: StepInput, options?: CallOptions): Promise<RecordedStep>;
}

const scope = 'cases:write';
const casesPath = '/api/v1/cases';

/**
 * Writes may be sent again because Zhiheng does none of them twice: an item has one case of a reference, a round one step
 * of a duty. These are their idempotency keys. A repetition that is refused for them may have been done by the sending
 * before, whose answer was lost: then what is on record is the answer.
 */
export function casesOver(send: Transport, { clientId }: ClientOptions): Cases {
  const path = (id: string) => `${casesPath}/${encodeURIComponent(id)}`;

  const readCase: Cases['readCase'] = async (id, options) =>
    (await send({ method: 'GET', path: path(id), scope, repeatable: true, ...options })) as Case;

  async function caseOf(input: CaseInput, refusal: ZhihengError, options?: CallOptions): Promise<Case> {
    const { item, reference, channel = null, amountFen = null } = input;
    const query = new URLSearchParams({ item, reference, limit: '1' });
    const page = await send({ method: 'GET', path: `${casesPath}?${query}`, scope, repeatable: true, ...options });
    const [found] = (page as { data?: Case[] } | undefined)?.data ?? [];
    const same = found?.client === clientId && found.channel === channel && found.amountFen === amountFen;
    if (found && same) return found;
    throw refusal;
  }

  async function stepOf(id: string, input: StepInput, refusal: ZhihengError, options?: CallOptions) {
    const known = await readCase(id, options);
    const step = known.steps.findLast(({ duty }) => duty === input.duty);
    const { actor, outcome = 'done', note = null } = input;
    if (step?.username === actor && step?.outcome === outcome && step.note === note) return { step, case: known };
    throw refusal;
  }

  return {
    readCase,
    openCase: async (body, options) =>
      (await send({
        ...{ method: 'POST', path: casesPath, body, scope, repeatable: true },
        onRepeatRefused: (refusal) => caseOf(body, refusal, options),
        ...options,
      })) as Case,
    recordStep: async (id, body, options) =>
      (await send({
        // Without an actor nothing would tell whose step is on record.
        ...{ method: 'POST', path: `${path(id)}/steps`, body, scope, repeatable: body.actor !== undefined },
        onRepeatRefused: (refusal) => stepOf(id, body, refusal, options),
        ...options,
      })) as RecordedStep,
  };
}
