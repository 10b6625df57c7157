import type { WitnessAccount } from '@zhiheng/ledger';
import { witnessCount, witnessLine } from '@zhiheng/verifier';

/** Which witnesses have signed a checkpoint, of those whose keys were given, and who else has put a line below it. */
export function witnessLines(witnesses: readonly WitnessAccount[]): string[] {
  const { zh, en } = witnessCount(witnesses);
  return [...witnesses.map((witness) => `见证 witness ${witnessLine(witness)}`), `见证：${zh} / witnesses: ${en}`];
}
