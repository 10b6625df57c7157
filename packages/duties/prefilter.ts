import type { CompiledPolicy, CompiledRole } from './compile.ts';
import type { Rule } from './types.ts';

/**
 * Tells which rules a set of roles could break at all, time and keys left aside: those of which it matches more
 * selectors than allowed. Marks are kept between calls and told apart by a turn number, so that nothing is ever cleared.
 */
export class Prefilter {
  readonly #ruleOfPost: Uint32Array;
  readonly #atMost: Float64Array;
  readonly #postSeen: Uint32Array;
  readonly #ruleSeen: Uint32Array;
  readonly #count: Uint32Array;
  #turn = 0;

  constructor(policy: CompiledPolicy, kind: Rule['kind']) {
    this.#ruleOfPost = Uint32Array.from(policy.posts, (post) => post.rule);
    this.#atMost = Float64Array.from(policy.rules, (rule) => (rule.kind === kind ? (rule.atMost ?? 0) : Infinity));
    this.#postSeen = new Uint32Array(policy.posts.length);
    this.#ruleSeen = new Uint32Array(policy.rules.length);
    this.#count = new Uint32Array(policy.rules.length);
  }

  /** Indices of the rules in question, ascending. */
  candidates(roles: Iterable<CompiledRole>): number[] {
    const turn = this.#nextTurn();
    const found: number[] = [];
    for (const role of roles) {
      for (const post of role.posts) {
        if (this.#postSeen[post] === turn) continue;
        this.#postSeen[post] = turn;
        if (this.#exceeds(this.#ruleOfPost[post]!, turn)) found.push(this.#ruleOfPost[post]!);
      }
    }
    return found.sort((a, b) => a - b);
  }

  /** Counts one more selector; true at the very one that is too many. */
  #exceeds(rule: number, turn: number): boolean {
    const before = this.#ruleSeen[rule] === turn ? this.#count[rule]! : 0;
    this.#ruleSeen[rule] = turn;
    this.#count[rule] = before + 1;
    return before === this.#atMost[rule];
  }

  #nextTurn(): number {
    if (this.#turn === 0xffff_ffff) {
      this.#postSeen.fill(0);
      this.#ruleSeen.fill(0);
      this.#turn = 0;
    }
    this.#turn += 1;
    return this.#turn;
  }
}
