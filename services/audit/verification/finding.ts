import type { FindingKind } from '@zhiheng/contracts';
import type { LogFault } from '@zhiheng/ledger';

/** One thing that is not as the signed tree says. */
export interface Finding {
  /**
   * `altered`: the stored entry does not hash to its leaf. `missing`: an index whose entry is gone. `inserted`: an entry
   * among the sequenced ones that was never given an index. `tile`: hashes of the tree were changed. `root`: the tree
   * is not the one that was signed. `signature`: the newest checkpoint, or with an index a kept one, was not signed with
   * a key of this log. `shortened`: a kept checkpoint is of more entries than there are now. `rewritten`: the log does
   * not continue a kept checkpoint. `unread`: an entry that lies in the archive, which cannot be read. `unlawful`: of the indexes from
   * `index` to `last` so many entries were removed, though the log does not say that they might be. `hidden`: an entry is as it was signed, but
   * a search would not find it by what it says. The kinds of checkpoints and cosignatures are those of `CheckpointFault`.
   */
  kind: FindingKind;
  /** Of the entry; of `shortened`, `rewritten`, `signature` and what is amiss with a checkpoint or cosignature: the size of the checkpoint. */
  index?: number;
  /** Id of the entry. */
  id?: string;
  level?: number;
  n?: number;
  last?: number;
  entries?: number;
  /** RFC 3339: when the checkpoint was signed, or the cosignature came, as the database says. */
  at?: string;
  /** Name and key id. */
  witness?: string;
}

/** A fault as it is told to people; `ids`: of the entries that were given the indexes. */
export function findingOf(fault: LogFault, ids: ReadonlyMap<number, string>): Finding {
  switch (fault.kind) {
    case 'altered':
    case 'missing':
    case 'unread': {
      const id = ids.get(fault.index);
      return { kind: fault.kind, index: fault.index, ...(id === undefined ? {} : { id }) };
    }
    case 'inserted':
      return 'id' in fault ? { kind: 'inserted', id: fault.id } : { kind: 'inserted', index: fault.index };
    case 'tile':
      return { kind: 'tile', level: fault.level, n: fault.n };
    case 'root':
      return { kind: 'root' };
    case 'checkpoint-signature':
    case 'checkpoint-root':
    case 'checkpoint-key':
    case 'checkpoint-missing':
    case 'cosignature': {
      const { size: index, ...rest } = fault;
      return { ...rest, index };
    }
    case 'unlawful':
      return { kind: 'unlawful', index: fault.first, last: fault.last, entries: fault.entries };
  }
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

  /** One more that is not named. */
  count(): void {
    this.total++;
  }

  /** Adds what was not found before. */
  addOnce(finding: Finding): void {
    const text = JSON.stringify(finding);
    if (!this.list.some((known) => JSON.stringify(known) === text)) this.add(finding);
  }
}
