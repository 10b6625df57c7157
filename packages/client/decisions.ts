import { decisionReasons, type EvaluationAnswer, type EvaluationInput } from '@zhiheng/contracts';
import type { LastChange } from './epoch.ts';
import { unavailable } from './error.ts';
import type { CallOptions, ClientOptions } from './options.ts';
import type { Transport } from './transport.ts';

type DecisionContext = EvaluationAnswer['context'];

/** May they? `context.reason.code` says why; only `reason` is there when nothing could be decided (`unavailable`). */
export interface Decision {
  decision: boolean;
  context: Pick<DecisionContext, 'reason'> & Partial<DecisionContext>;
}

export interface Decisions {
  /** May they? */
  check(inquiry: EvaluationInput, options?: CallOptions): Promise<Decision>;
  /** A decision for each, in order; any number of them. */
  checkMany(inquiries: readonly EvaluationInput[], options?: CallOptions): Promise<Decision[]>;
}

/** So many Zhiheng takes at once. */
const mostAtOnce = 1_000;

/** AuthZEN Authorization API 1.0. Fails closed: whatever is not a plain yes of Zhiheng is a no, and nothing is thrown. */
export function decisionsOver(send: Transport, lastChange: LastChange, { onUnavailable }: ClientOptions): Decisions {
  const ask = (path: string, body: unknown, options?: CallOptions) =>
    send({ method: 'POST', path, body, scope: 'decide', ...options });

  async function orDeny(count: number, work: () => Promise<unknown[]>): Promise<Decision[]> {
    try {
      const answers = await work();
      if (answers.length === count && answers.every(isDecision)) return answers;
      throw unavailable('the answer holds no decision for each inquiry');
    } catch (error) {
      onUnavailable?.(error as Error);
      return Array.from({ length: count }, denied);
    }
  }

  async function askMany(inquiries: readonly EvaluationInput[], options?: CallOptions): Promise<unknown[]> {
    const evaluations = inquiries.map((one) => lastChange.known(one));
    const answer = await ask('/access/v1/evaluations', { evaluations }, options);
    const { evaluations: decisions } = (answer instanceof Object ? answer : {}) as { evaluations?: unknown };
    return Array.isArray(decisions) ? decisions : [];
  }

  return {
    async check(inquiry, options) {
      const known = lastChange.known(inquiry);
      const [decision = denied()] = await orDeny(1, async () => [await ask('/access/v1/evaluation', known, options)]);
      return decision;
    },
    async checkMany(inquiries, options) {
      const decisions: Decision[] = [];
      for (let from = 0; from < inquiries.length; from += mostAtOnce) {
        const evaluations = inquiries.slice(from, from + mostAtOnce);
        decisions.push(...(await orDeny(evaluations.length, () => askMany(evaluations, options))));
      }
      return decisions;
    },
  };
}

const denied = (): Decision => ({
  decision: false,
  context: { reason: { code: 'unavailable', ...decisionReasons.unavailable } },
});

function isDecision(answer: unknown): answer is Decision {
  const { decision, context } = (answer instanceof Object ? answer : {}) as { decision?: unknown; context?: unknown };
  const reason = (context as { reason?: { code?: unknown } } | undefined)?.reason;
  return typeof decision === 'boolean' && typeof reason?.code === 'string';
}
