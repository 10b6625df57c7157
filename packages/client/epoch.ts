import { epochHeader } from '@zhiheng/contracts';

/** The latest epoch that changes of this client reached: what it asks is answered from no earlier. */
export class LastChange {
  #epoch = 0;

  /** 0 before the first change. */
  get epoch(): number {
    return this.#epoch;
  }

  /** What an answer says of it, if anything. */
  note(headers: Headers): void {
    const told = Number(headers.get(epochHeader));
    if (Number.isSafeInteger(told)) this.#epoch = Math.max(this.#epoch, told);
  }

  /** The question, naming the epoch, or the later one that it names itself. */
  known<T extends { context?: Record<string, unknown> }>(question: T): T {
    const { policyEpoch = 0, ...context } = question.context ?? {};
    // What is no number is Zhiheng's to refuse.
    if (typeof policyEpoch !== 'number' || policyEpoch >= this.#epoch) return question;
    return { ...question, context: { ...context, policyEpoch: this.#epoch } };
  }
}
