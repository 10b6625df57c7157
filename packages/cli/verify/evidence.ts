import {
  type EvidenceBundle,
  type EvidenceVerdict,
  parseEvidence,
  type TrustedKeys,
  verifyBundle,
} from '@zhiheng/ledger';
import { lackWords, verdictWords } from '@zhiheng/verifier';
import { verifyEd25519 } from './ed25519.ts';
import { exitCode } from './exit-code.ts';
import { witnessLines } from './witness-lines.ts';

/** Judges an evidence bundle and says so, entry by entry. Throws FormatError when it is none. */
export async function verifyEvidence(text: string, trusted: TrustedKeys): Promise<number> {
  const bundle = parseEvidence(text);
  const verdict = await verifyBundle(bundle, trusted, verifyEd25519);
  process.stdout.write(`${linesOf(bundle, verdict).join('\n')}\n`);
  return verdict.intact ? exitCode.intact : exitCode.tampered;
}

function linesOf({ manifest }: EvidenceBundle, { intact, checkpoint, witnesses, entries }: EvidenceVerdict): string[] {
  const good = entries.filter(({ verdict }) => verdict === 'intact').length;
  return [
    `${checkpoint.origin}，${checkpoint.size} 条 / ${checkpoint.size} entries`,
    ...witnessLines(witnesses),
    ...lackWords(manifest).map(({ zh, en }) => `${zh} / ${en}`),
    ...entries.map(({ verdict, index, id }) => {
      const { zh, en } = verdictWords[verdict];
      return `#${index ?? '?'} ${id ?? ''}  ${zh} / ${en}`;
    }),
    intact
      ? `结论：${entries.length} 条全部完好 / verdict: all ${entries.length} intact`
      : `结论：不可采信，${entries.length} 条中 ${good} 条完好 / verdict: not to be relied on, ${good} of ${entries.length} intact`,
  ];
}
