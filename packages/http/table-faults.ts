import { type ProblemCode, type Said, said } from '@zhiheng/contracts';
import { type FieldFault, Problem } from './problem.ts';

/** So many are told; the rest are counted. */
const mostTold = 200;

/** What is wrong with a file, by the line. One fault and none of it is taken: who would say which half was meant? */
export class Faults {
  readonly #code: ProblemCode;
  readonly #told: (FieldFault & { line: number })[] = [];
  #count = 0;

  /** `code`: as which problem they are told. */
  constructor(code: ProblemCode) {
    this.#code = code;
  }

  /** `line`: null of the file as a whole. */
  add(line: number | null, message: Said): void {
    this.#count++;
    if (this.#told.length < mostTold)
      this.#told.push({ path: line === null ? '/file' : `/lines/${line}`, message, line: line ?? 0 });
  }

  get some(): boolean {
    return this.#count > 0;
  }

  get count(): number {
    return this.#count;
  }

  /** Nothing more is read of a file with so many. */
  get enough(): boolean {
    return this.#count > mostTold;
  }

  asProblem(): Problem {
    const errors = this.#told.toSorted((one, other) => one.line - other.line);
    return new Problem(this.#code, said('file-faults', { count: this.#count }), {
      errors: errors.map(({ path, message }) => ({ path, message })),
    });
  }

  /** What is wrong with the file as a whole is one of its faults; undefined then. */
  async telling<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'invalid-request' || !error.detail) throw error;
      this.add(null, error.detail);
      return undefined;
    }
  }
}
