import type { DoubtRuleParameters } from '@zhiheng/contracts';

/** A rule's parameters, each read as what it has to be. */
export class Parameters {
  readonly #values: DoubtRuleParameters;

  constructor(values: DoubtRuleParameters) {
    this.#values = values;
  }

  number(name: string): number {
    const value = this.#values[name];
    if (typeof value !== 'number') throw new TypeError(`the rule has no number ${name}`);
    return value;
  }

  flag(name: string): boolean {
    return this.#values[name] === true;
  }

  list(name: string): readonly string[] {
    const value = this.#values[name];
    if (!Array.isArray(value)) throw new TypeError(`the rule has no list ${name}`);
    return value as readonly string[];
  }
}
