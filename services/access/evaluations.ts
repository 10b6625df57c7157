import { type EvaluationAnswer, EvaluationInput, type EvaluationsInput, said } from '@zhiheng/contracts';
import type { Answers, Caller, Trace } from '@zhiheng/http';
import { bytesOf, Problem, schemaFaults } from '@zhiheng/http';
import { Compile } from 'typebox/compile';
import { type Decisions, invalidAnswer } from './decisions.ts';

const single = Compile(EvaluationInput);

/** What a permit that memory knows is told as (bytes of JSON), or any other answer. */
type Told = string | EvaluationAnswer | Promise<EvaluationAnswer>;

/**
 * Decides several inquiries in their order (AuthZEN 1.0, 7): what an item leaves out it takes from the members beside
 * `evaluations`; an item that is no inquiry is denied by itself. Without items it is a single evaluation. The answer is JSON
 * already: to write it by its schema takes longer than to decide.
 */
export async function evaluateAll(
  decisions: Decisions,
  caller: Caller,
  { evaluations = [], options, ...defaults }: EvaluationsInput,
  trace: () => Trace,
): Promise<Buffer> {
  if (evaluations.length === 0) return toJson(await toBytes(decisions.evaluate(caller, requireWhole(defaults), trace)));
  const invalid: number[] = [];
  const evaluate = (item: unknown, place: number): Told => {
    const refuse = (error?: unknown): EvaluationAnswer => {
      if (error !== undefined && !isInvalid(error)) throw error;
      invalid.push(place);
      return invalidAnswer();
    };
    const merged = isObject(item) ? merge(defaults, item) : undefined;
    if (!single.Check(merged)) return refuse();
    try {
      const permitted = decisions.permittedFromMemory(caller, merged)?.();
      if (permitted !== undefined) return permitted;
      const answer = decisions.evaluate(caller, merged, trace);
      return answer instanceof Promise ? answer.catch(refuse) : answer;
    } catch (error) {
      return refuse(error);
    }
  };
  const stopAt = stops[options?.evaluations_semantic ?? 'execute_all'];
  const told = stopAt === undefined ? evaluations.map(evaluate) : await evaluateUntil(stopAt, evaluations, evaluate);
  // All at once, so that what they need of the database they share.
  const bytes = told.every(isBytes) ? told : await Promise.all(told.map(toBytes));
  if (invalid.length) await decisions.refuseItems(caller, invalid, trace());
  return toJson(`{"evaluations":[${bytes.join(',')}]}`);
}

/**
 * The answers to all of them, where memory permits each; a denial, whichever semantic is asked for, is told by `evaluateAll`.
 */
export function permittedAllFromMemory(
  decisions: Decisions,
  caller: Caller,
  { evaluations = [], options, ...defaults }: EvaluationsInput,
): Answers | undefined {
  if (evaluations.length === 0 || options?.evaluations_semantic === 'permit_on_first_permit') return undefined;
  const all: Answers[] = [];
  for (const item of evaluations) {
    const merged = isObject(item) ? merge(defaults, item) : undefined;
    const answers = single.Check(merged) ? decisions.permittedFromMemory(caller, merged) : undefined;
    if (!answers) return undefined;
    all.push(answers);
  }
  return () => {
    const told = all.map((answers) => answers());
    return told.every((one) => one !== undefined) ? `{"evaluations":[${told.join(',')}]}` : undefined;
  };
}

const stops = { execute_all: undefined, deny_on_first_deny: false, permit_on_first_permit: true } as const;

/** One after the other, up to the first that is decided like this. */
async function evaluateUntil(
  stopAt: boolean,
  items: unknown[],
  evaluate: (item: unknown, place: number) => Told,
): Promise<Told[]> {
  const told: Told[] = [];
  for (const [place, item] of items.entries()) {
    const answer = await evaluate(item, place);
    told.push(answer);
    if ((isBytes(answer) || answer.decision) === stopAt) break;
  }
  return told;
}

const isBytes = (told: Told): told is string => typeof told === 'string';
const toBytes = async (told: Told): Promise<string> => (isBytes(told) ? told : bytesOf(JSON.stringify(await told)));
const toJson = (bytes: string): Buffer => Buffer.from(bytes, 'latin1');

function requireWhole(input: unknown): EvaluationInput {
  if (single.Check(input)) return input;
  const errors = schemaFaults(single.Errors(input).slice(0, 50));
  throw new Problem('invalid-request', said('whole-or-evaluations'), { errors });
}

const isInvalid = (error: unknown): boolean => error instanceof Problem && error.code === 'invalid-request';

type Parts = Partial<Record<'subject' | 'action' | 'resource' | 'context', unknown>>;

const isObject = (item: unknown): item is Parts => typeof item === 'object' && item !== null && !Array.isArray(item);

/** Whole members: what an item says of a subject replaces all that is said of it beside the items. */
const merge = (defaults: Parts, item: Parts): unknown => ({
  subject: item.subject === undefined ? defaults.subject : item.subject,
  action: item.action === undefined ? defaults.action : item.action,
  resource: item.resource === undefined ? defaults.resource : item.resource,
  context: item.context === undefined ? defaults.context : item.context,
});
