import type { LogFault } from '@zhiheng/ledger';

/** Faults in full; beyond these only their number is kept, so that memory stays bounded. */
const most = 10_000;

/** Faults beside those that a tree tells. */
export type HeadFault =
  | { kind: 'rollback'; size: number; before: number }
  | { kind: 'fork'; before: number }
  | { kind: 'hidden'; index: number };

/** Collects faults, and tells of entries that stand at another's place that they were reordered. */
export class FaultReport {
  readonly #faults: (LogFault | HeadFault)[] = [];
  total = 0;
  #unread = 0;

  /** Nothing is known to be wrong, but something has no verdict. */
  get onlyUnread(): boolean {
    return this.#unread === this.total;
  }

  add(fault: LogFault | HeadFault): void {
    this.total++;
    if (fault.kind === 'unread') this.#unread++;
    if (this.#faults.length < most) this.#faults.push(fault);
  }

  /** Entries that are not found: those nobody vouches for, or that are not as they were signed, are told of by that alone. */
  addHidden(indexes: readonly number[]): void {
    if (this.#faults.some(({ kind }) => kind === 'root')) return;
    const blamed = new Set(this.#faults.flatMap((fault) => ('index' in fault ? [fault.index] : [])));
    for (const index of indexes) if (!blamed.has(index)) this.add({ kind: 'hidden', index });
  }

  /** A sentence for each in Chinese and English. */
  lines(): string[] {
    const belongs = new Map<string, number>();
    const stands = new Map<string, number>();
    for (const fault of this.#faults) {
      if ('should' in fault && fault.should) belongs.set(fault.should, fault.index);
      if ('is' in fault && fault.is) stands.set(fault.is, fault.index);
    }
    const lines = this.#faults.map((fault) => sentence(fault, belongs, stands));
    return this.total > lines.length
      ? [...lines, `另有 ${this.total - lines.length} 处 / and ${this.total - lines.length} more`]
      : lines;
  }
}

const headOf = ({ size, at }: { size: number; at?: string }): string => `${size}${at === undefined ? '' : ` @ ${at}`}`;

/** `belongs`: the index at which the tree has a leaf; `stands`: that at which it is now. */
function sentence(
  fault: LogFault | HeadFault,
  belongs: ReadonlyMap<string, number>,
  stands: ReadonlyMap<string, number>,
): string {
  switch (fault.kind) {
    case 'altered':
    case 'inserted': {
      if ('id' in fault) return `${fault.id} 被插入：没有序号 / inserted: it was never given an index`;
      const origin = fault.is === undefined ? undefined : belongs.get(fault.is);
      if (origin !== undefined)
        return `#${fault.index} 次序被调换：此处是第 ${origin} 条 / reordered: the entry of index ${origin} stands here`;
      return fault.kind === 'altered'
        ? `#${fault.index} 被改动 / altered`
        : `#${fault.index} 被插入 / inserted: slipped in at this place`;
    }
    case 'missing': {
      const place = 'should' in fault && fault.should !== undefined ? stands.get(fault.should) : undefined;
      return place === undefined
        ? `#${fault.index} 缺失 / missing`
        : `#${fault.index} 不在原处，移到第 ${place} 条处 / reordered: it stands at index ${place} now`;
    }
    case 'unread':
      return `#${fault.index} 未能读取 / unread: cannot be had`;
    case 'hidden':
      return `#${fault.index} 检索不到：检索键与记录不符 / hidden: the keys by which searches find it are not those of what it says`;
    case 'unlawful':
      return `第 ${fault.first}–${fault.last} 条中有 ${fault.entries} 条不在，而日志并未载明可以移除 / removed unlawfully: ${fault.entries} of #${fault.first} to #${fault.last} are gone, which no entry of the log allows`;
    case 'tile':
      return fault.level === 0
        ? `树块 0/${fault.n}（第 ${fault.n * 256}–${fault.n * 256 + 255} 条的散列）被改动 / tile 0/${fault.n}, the hashes of entries ${fault.n * 256} to ${fault.n * 256 + 255}: altered`
        : `树块 ${fault.level}/${fault.n} 被改动 / tile ${fault.level}/${fault.n} of the tree: altered`;
    case 'root':
      return '重算的根与签名的根不符 / root: the tree that was recomputed is not the one that was signed';
    case 'checkpoint-signature':
      return `检查点（${headOf(fault)}）没有可信公钥对其内容的签名 / checkpoint of ${headOf(fault)}: no trusted key has signed what it says`;
    case 'checkpoint-root':
      return `检查点（${headOf(fault)}）的根不是日志当时的根 / checkpoint of ${headOf(fault)}: its root is not the one that the log had`;
    case 'checkpoint-key':
      return `检查点（${headOf(fault)}）用了当时不在用的密钥签名 / checkpoint of ${headOf(fault)}: signed with a key that was not in force`;
    case 'checkpoint-missing':
      return `检查点（${headOf(fault)}）不在，而见证人签过 / checkpoint of ${headOf(fault)}: gone, though a witness has signed it`;
    case 'cosignature':
      return `${fault.witness} 对检查点（${headOf(fault)}）的见证签名无效 / cosignature of ${fault.witness} for ${headOf(fault)}: the witness has not made it`;
    case 'rollback':
      return `日志变短：曾有 ${fault.before} 条，现只有 ${fault.size} 条 / rollback: the log had ${fault.before} entries and has ${fault.size}`;
    case 'fork':
      return `历史被改写：不再延续此前已核验的前 ${fault.before} 条 / fork: the log does not continue the ${fault.before} entries verified before`;
  }
}
