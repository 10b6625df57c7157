/** One thing that is not as the signed tree says. */
export interface Finding {
  /**
   * `altered`: the stored entry does not hash to its leaf. `missing`: an index whose entry is gone. `inserted`: an entry
   * among the sequenced ones that was never given an index. `tile`: hashes of the tree were changed. `root`: the tree
   * is not the one that was signed. `signature`: the checkpoint was not signed with this log's key.
   */
  kind: 'altered' | 'missing' | 'inserted' | 'tile' | 'root' | 'signature';
  index?: number;
  /** Id of the entry. */
  id?: string;
  level?: number;
  n?: number;
}

/** Keeps the first findings and counts all. */
export class Findings {
  readonly list: Finding[] = [];
  total = 0;
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  add(finding: Finding): void {
    this.total++;
    if (this.list.length < this.#most) this.list.push(finding);
  }

  /** Adds what was not found before. */
  addOnce(finding: Finding): void {
    const text = JSON.stringify(finding);
    if (!this.list.some((known) => JSON.stringify(known) === text)) this.add(finding);
  }
}
