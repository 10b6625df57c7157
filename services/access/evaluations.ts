import { type EvaluationAnswer, EvaluationInput, type EvaluationsInput } from '@zhiheng/contracts';
import type { Caller, Trace } from '@zhiheng/http';
import { Problem } from '@zhiheng/http';
import { Compile } from 'typebox/compile';
import { type Decisions, invalidAnswer } from './decisions.ts';

const single = Compile(EvaluationInput);
const entities = ['subject', 'action', 'resource', 'context'] as const;

/**
 * Decides several inquiries in their order (AuthZEN 1.0, 7): what an item leaves out it takes from the members beside
 * `evaluations`; an item that is no inquiry is denied by itself. Without items it is a single evaluation.
 */
export async function evaluateAll(
  decisions: Decisions,
  caller: Caller,
  { evaluations = [], options, ...defaults }: EvaluationsInput,
  trace: () => Trace,
): Promise<EvaluationAnswer | { evaluations: EvaluationAnswer[] }> {
  if (evaluations.length === 0) return decisions.evaluate(caller, requireWhole(defaults), trace);
  const stopAt = { execute_all: undefined, deny_on_first_deny: false, permit_on_first_permit: true }[
    options?.evaluations_semantic ?? 'execute_all'
  ];
  const evaluate = async (item: unknown): Promise<EvaluationAnswer> => {
    const merged: unknown = { ...pick(defaults), ...pick(item) };
    if (!isObject(item) || !single.Check(merged)) return invalidAnswer();
    try {
      return await decisions.evaluate(caller, merged, trace);
    } catch (error) {
      if (error instanceof Problem && error.code === 'invalid-request') return invalidAnswer();
      throw error;
    }
  };
  // All at once, so that what they need of the database they share.
  if (stopAt === undefined) return { evaluations: await Promise.all(evaluations.map(evaluate)) };
  const answers: EvaluationAnswer[] = [];
  for (const item of evaluations) {
    const answer = await evaluate(item);
    answers.push(answer);
    if (answer.decision === stopAt) break;
  }
  return { evaluations: answers };
}

function requireWhole(input: unknown): EvaluationInput {
  if (single.Check(input)) return input;
  const errors = single.Errors(input).map(({ instancePath, message }) => ({ path: instancePath || '/', message }));
  throw new Problem('invalid-request', 'Neither evaluations nor one whole inquiry.', { errors: errors.slice(0, 50) });
}

const isObject = (item: unknown): boolean => typeof item === 'object' && item !== null && !Array.isArray(item);

/** Whole members: what an item says of a subject replaces all that is said of it beside the items. */
const pick = (source: unknown) =>
  Object.fromEntries(
    entities.flatMap((name) => {
      const value = (source as Record<string, unknown> | null)?.[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
