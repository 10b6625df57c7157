import type { CompiledPolicy } from './compile.ts';
import { PolicyError } from './policy-error.ts';
import type { Holding, Rule } from './types.ts';

/** The rules in question for one person, ascending, and where in the list the next person's holdings begin. */
interface Candidates {
  readonly rules: readonly number[];
  readonly after: number;
}

/**
 * Tells which rules a set of holdings could break at all, time and keys left aside: those of which their roles match more
 * selectors than allowed. Marks are kept between calls and told apart by a turn number, so that nothing is ever cleared.
 */
export class Prefilter {
  readonly #classOf: ReadonlyMap<string, number>;
  readonly #posts: Uint32Array;
  /** For each class: the turn in which it was last seen, and where its posts begin and end. Together, as they are read. */
  readonly #classes: Int32Array;
  readonly #ruleOfPost: Int32Array;
  readonly #postSeen: Int32Array;
  /** For each rule, the turn in which it was last seen, how many of its selectors then, and how many are too many. */
  readonly #rules: Int32Array;
  #turn = 0;

  constructor(policy: CompiledPolicy, kind: Rule['kind']) {
    const { classOf, start, posts } = policy.classes;
    this.#classOf = classOf;
    this.#posts = posts;
    this.#classes = new Int32Array(start.length * CLASS);
    for (let index = 0; index + 1 < start.length; index++)
      this.#classes.set([0, start[index]!, start[index + 1]!], index * CLASS);
    this.#ruleOfPost = Int32Array.from(policy.posts, (post) => post.rule * RULE);
    this.#postSeen = new Int32Array(policy.posts.length);
    this.#rules = new Int32Array(policy.rules.length * RULE);
    policy.rules.forEach((rule, index) => {
      this.#rules[index * RULE + 2] = rule.kind === kind ? (rule.atMost ?? 0) + 1 : MOST;
    });
  }

  /**
   * Takes the holdings of one person: those of `list` from `first` on that follow each other. The marks are held in locals:
   * this is the loop that a scan spends its time in.
   * @throws PolicyError `unknown-role`
   */
  take(list: readonly Holding[], first = 0): Candidates {
    const [classOf, posts, classes] = [this.#classOf, this.#posts, this.#classes];
    const [ruleOfPost, postSeen, counts] = [this.#ruleOfPost, this.#postSeen, this.#rules];
    const turn = this.#nextTurn();
    const rules: number[] = [];
    const person = list[first]?.person;
    let index = first;
    for (; index < list.length; index++) {
      const holding = list[index]!;
      if (holding.person !== person) break;
      const known = classOf.get(holding.role);
      if (known === undefined) throw unknownRole(holding);
      const own = known * CLASS;
      if (classes[own] === turn) continue;
      classes[own] = turn;
      for (let at = classes[own + 1]!, end = classes[own + 2]!; at < end; at++) {
        const post = posts[at]!;
        if (postSeen[post] === turn) continue;
        postSeen[post] = turn;
        const rule = ruleOfPost[post]!;
        const count = counts[rule] === turn ? counts[rule + 1]! + 1 : 1;
        counts[rule] = turn;
        counts[rule + 1] = count;
        // The very selector that is one too many puts the rule in question.
        if (count === counts[rule + 2]) rules.push(rule / RULE);
      }
    }
    return { rules: rules.sort((a, b) => a - b), after: index };
  }

  #nextTurn(): number {
    if (this.#turn === MOST) {
      this.#postSeen.fill(0);
      for (let at = 0; at < this.#classes.length; at += CLASS) this.#classes[at] = 0;
      for (let at = 0; at < this.#rules.length; at += RULE) this.#rules[at] = 0;
      this.#turn = 0;
    }
    this.#turn += 1;
    return this.#turn;
  }
}

/** Numbers kept for each class and each rule. */
const CLASS = 4;
const RULE = 4;
/** More than any rule has selectors, and still a small integer. */
const MOST = 0x3fff_ffff;

const unknownRole = ({ id, role }: Holding): PolicyError =>
  new PolicyError({ code: 'unknown-role', path: `holdings.${id}.role`, value: role });
