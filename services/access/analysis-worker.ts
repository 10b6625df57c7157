import { parentPort } from 'node:worker_threads';
import { type CompiledPolicy, compilePolicy, type Policy } from '@zhiheng/duties';
import { LRUCache } from 'lru-cache';
import { type AnalysisName, analyses } from './analysis-tasks.ts';

/** What the analyst asks its thread. `policyId` is the same for the same policy. */
export interface Question {
  id: number;
  name: AnalysisName;
  policyId: number;
  policy: Policy;
  input: unknown;
}

export type Answer = { id: number; output: unknown } | { id: number; error: Error };

const compiled = new LRUCache<number, CompiledPolicy>({ max: 20 });

function policyOf({ policyId, policy }: Question): CompiledPolicy {
  const known = compiled.get(policyId) ?? compilePolicy(policy);
  compiled.set(policyId, known);
  return known;
}

function answer(question: Question): Answer {
  const { id, name, input } = question;
  const analyse = analyses[name] as (policy: CompiledPolicy, input: unknown) => unknown;
  try {
    return { id, output: analyse(policyOf(question), input) };
  } catch (error) {
    return { id, error: error instanceof Error ? error : new Error(String(error)) };
  }
}

parentPort?.on('message', (question: Question) => parentPort?.postMessage(answer(question)));
