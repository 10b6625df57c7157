import { Worker } from 'node:worker_threads';
import type { Policy } from '@zhiheng/duties';
import type { AnalysisName, InputOf, OutputOf } from './analysis-tasks.ts';
import type { Answer, Question } from './analysis-worker.ts';

interface Waiting {
  resolve(output: unknown): void;
  reject(error: Error): void;
}

/**
 * Does whole-centre analyses on a thread of its own, one after another, so that decisions and steps are answered
 * meanwhile. The thread starts with the first question and keeps no process alive; if it dies, what it was asked fails and
 * the next question starts another.
 */
class Analyst {
  readonly #waiting = new Map<number, Waiting>();
  readonly #policyIds = new WeakMap<Policy, number>();
  #worker: Worker | undefined;
  #policies = 0;
  #questions = 0;

  ask<N extends AnalysisName>(name: N, policy: Policy, input: InputOf<N>): Promise<OutputOf<N>> {
    const id = ++this.#questions;
    const question: Question = { id, name, policyId: this.#idOf(policy), policy, input };
    return new Promise<unknown>((resolve, reject) => {
      const worker = this.#running();
      this.#waiting.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage(question);
    }) as Promise<OutputOf<N>>;
  }

  /** A policy is never changed in place; a new one is another object. */
  #idOf(policy: Policy): number {
    const known = this.#policyIds.get(policy) ?? ++this.#policies;
    this.#policyIds.set(policy, known);
    return known;
  }

  #running(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL('./analysis-worker.ts', import.meta.url));
    worker.on('message', (answer: Answer) => this.#hear(worker, answer));
    worker.on('error', (error) => this.#lose(worker, error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', (code) => this.#lose(worker, new Error(`The thread of analyses ended with ${code}.`)));
    this.#worker = worker;
    return worker;
  }

  #hear(worker: Worker, answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) worker.unref();
    if ('error' in answer) waiting?.reject(answer.error);
    else waiting?.resolve(answer.output);
  }

  #lose(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

/** One for all services of the process: it remembers policies, and nothing of any centre's people. */
export const analyst = new Analyst();
