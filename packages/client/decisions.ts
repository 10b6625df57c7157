import {
  decisionReasons,
  type EvaluationAnswer,
  type EvaluationInput,
  type EvaluationsInput,
} from '@zhiheng/contracts';
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

/** Whether all are decided, or only up to the first denial or permit (AuthZEN 1.0, 7.1.2). */
export type BatchSemantic = NonNullable<NonNullable<EvaluationsInput['options']>['evaluations_semantic']>;

export interface BatchOptions extends CallOptions {
  /** Default `execute_all`. */
  semantic?: BatchSemantic;
}

export interface Decisions {
  /** May they? */
  check(inquiry: EvaluationInput, options?: CallOptions): Promise<Decision>;
  /**
   * A decision for each, in order; any number of them. `deny_on_first_deny` and `permit_on_first_permit` end with the first denial or
   * permit: nothing is decided of what stands after it, so that all were permitted only where the last decision is a permit of the last.
   */
  checkMany(inquiries: readonly EvaluationInput[], options?: BatchOptions): Promise<Decision[]>;
}

/** So many Zhiheng takes at once. */
const mostAtOnce = 1_000;

/** AuthZEN Authorization API 1.0. Fails closed: whatever is not a plain yes of Zhiheng is a no, and nothing is thrown. */
export function decisionsOver(send: Transport, lastChange: LastChange, { onUnavailable }: ClientOptions): Decisions {
  const ask = (path: string, body: unknown, options?: CallOptions) =>
    send({ method: 'POST', path, body, scope: 'decide', ...options });

  async function orDeny(count: number, semantic: BatchSemantic, work: () => Promise<unknown[]>): Promise<Decision[]> {
    try {
      const answers = await work();
      if (answers.every(isDecision) && answersAll(answers, count, semantic)) return answers;
      throw unavailable('the answer holds no decision for each inquiry');
    } catch (error) {
      onUnavailable?.(error as Error);
      return Array.from({ length: semantic === 'deny_on_first_deny' ? 1 : count }, denied);
    }
  }

  async function askMany(inquiries: readonly EvaluationInput[], options: BatchOptions): Promise<unknown[]> {
    const { semantic, ...call } = options;
    const evaluations = inquiries.map((one) => lastChange.known(one));
    const body = { evaluations, ...(semantic === undefined ? {} : { options: { evaluations_semantic: semantic } }) };
    const answer = await ask('/access/v1/evaluations', body, call);
    const { evaluations: decisions } = (answer instanceof Object ? answer : {}) as { evaluations?: unknown };
    return Array.isArray(decisions) ? decisions : [];
  }

  return {
    async check(inquiry, options) {
      const known = lastChange.known(inquiry);
      const one = async () => [await ask('/access/v1/evaluation', known, options)];
      const [decision = denied()] = await orDeny(1, 'execute_all', one);
      return decision;
    },
    async checkMany(inquiries, options = {}) {
      const { semantic = 'execute_all' } = options;
      const decisions: Decision[] = [];
      for (let from = 0; from < inquiries.length; from += mostAtOnce) {
        const evaluations = inquiries.slice(from, from + mostAtOnce);
        decisions.push(...(await orDeny(evaluations.length, semantic, () => askMany(evaluations, options))));
        if (decisions.at(-1)?.decision === lastOnes[semantic]) break;
      }
      return decisions;
    },
  };
}

/** The decision after which nothing more is decided. */
const lastOnes = { execute_all: undefined, deny_on_first_deny: false, permit_on_first_permit: true } as const;

/** Whether they are decisions of so many inquiries: of each, or up to the first that ends it and no further. */
function answersAll(decisions: readonly Decision[], count: number, semantic: BatchSemantic): boolean {
  const end = decisions.findIndex(({ decision }) => decision === lastOnes[semantic]);
  return decisions.length === (end < 0 ? count : end + 1) && decisions.length <= count;
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
