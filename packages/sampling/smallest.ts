/** The `most` least of all that were added, by a comparison that knows no ties but of the same. */
export class Smallest<T> {
  readonly #most: number;
  readonly #compare: (a: T, b: T) => number;
  #kept: T[] = [];
  #bound: T | undefined;

  constructor(most: number, compare: (a: T, b: T) => number) {
    this.#most = most;
    this.#compare = compare;
  }

  add(value: T): void {
    if (this.#most === 0 || (this.#bound !== undefined && this.#compare(value, this.#bound) > 0)) return;
    this.#kept.push(value);
    if (this.#kept.length >= 2 * this.#most + 64) this.#cut();
  }

  /** In order. */
  values(): readonly T[] {
    this.#cut();
    return this.#kept;
  }

  #cut(): void {
    this.#kept.sort(this.#compare);
    this.#kept.length = Math.min(this.#kept.length, this.#most);
    if (this.#kept.length === this.#most) this.#bound = this.#kept.at(-1);
  }
}
