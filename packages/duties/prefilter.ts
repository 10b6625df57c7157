import type { CompiledPolicy, PostClasses } from './compile.ts';
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
  readonly #classes: PostClasses;
  readonly #ruleOfPost: Int32Array;
  readonly #atMost: Int32Array;
  readonly #classSeen: Int32Array;
  readonly #postSeen: Int32Array;
  readonly #ruleSeen: Int32Array;
  readonly #count: Int32Array;
  #turn = 0;

  constructor(policy: CompiledPolicy, kind: Rule['kind']) {
    this.#classes = policy.classes;
    this.#ruleOfPost = Int32Array.from(policy.posts, (post) => post.rule);
    this.#atMost = Int32Array.from(policy.rules, (rule) => (rule.kind === kind ? (rule.atMost ?? 0) : MOST));
    this.#classSeen = new Int32Array(policy.classes.start.length);
    this.#postSeen = new Int32Array(policy.posts.length);
    this.#ruleSeen = new Int32Array(policy.rules.length);
    this.#count = new Int32Array(policy.rules.length);
  }

  /**
   * Takes the holdings of one person: those of `list` from `first` on that follow each other. The marks are held in locals:
   * this is the loop that a scan spends its time in.
   * @throws PolicyError `unknown-role`
   */
  take(list: readonly Holding[], first = 0): Candidates {
    const { classOf, start, posts } = this.#classes;
    const [ruleOfPost, atMost, classSeen, postSeen] = [this.#ruleOfPost, this.#atMost, this.#classSeen, this.#postSeen];
    const [ruleSeen, count] = [this.#ruleSeen, this.#count];
    const turn = this.#nextTurn();
    const rules: number[] = [];
    const person = list[first]?.person;
    let index = first;
    for (; index < list.length; index++) {
      const holding = list[index]!;
      if (holding.person !== person) break;
      const role = classOf.get(holding.role);
      if (role === undefined) throw unknownRole(holding);
      if (classSeen[role] === turn) continue;
      classSeen[role] = turn;
      for (let at = start[role]!, end = start[role + 1]!; at < end; at++) {
        const post = posts[at]!;
        if (postSeen[post] === turn) continue;
        postSeen[post] = turn;
        const rule = ruleOfPost[post]!;
        const before = ruleSeen[rule] === turn ? count[rule]! : 0;
        ruleSeen[rule] = turn;
        count[rule] = before + 1;
        // The very selector that is one too many puts the rule in question.
        if (before === atMost[rule]) rules.push(rule);
      }
    }
    return { rules: rules.sort((a, b) => a - b), after: index };
  }

  #nextTurn(): number {
    if (this.#turn === MOST) {
      this.#classSeen.fill(0);
      this.#postSeen.fill(0);
      this.#ruleSeen.fill(0);
      this.#turn = 0;
    }
    this.#turn += 1;
    return this.#turn;
  }
}

/** More than any rule has selectors, and still a small integer. */
const MOST = 0x3fff_ffff;

const unknownRole = ({ id, role }: Holding): PolicyError =>
  new PolicyError({ code: 'unknown-role', path: `holdings.${id}.role`, value: role });
