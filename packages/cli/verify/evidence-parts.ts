import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { isEvidenceInParts, linesOf, type PartsVerdict, type TrustedKeys, verifyParts } from '@zhiheng/ledger';
import { lackWords, partsWords, verdictWords } from '@zhiheng/verifier';
import { UsageError } from '../usage-error.ts';
import { verifyEd25519 } from './ed25519.ts';
import { exitCode } from './exit-code.ts';
import { witnessLines } from './witness-lines.ts';

/** Whether the file is evidence in parts, by how it begins: it may be too long to be read whole. Throws UsageError. */
export async function holdsParts(path: string): Promise<boolean> {
  try {
    await using file = await open(path);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(100), 0, 100, 0);
    return isEvidenceInParts(buffer.toString('latin1', 0, bytesRead));
  } catch (error) {
    throw new UsageError(`${path} 无法读取 / cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

/** Judges evidence in parts, one at a time, and names what is not as it should be. Throws FormatError when it is none. */
export async function verifyEvidenceParts(path: string, trusted: TrustedKeys): Promise<number> {
  const verdict = await verifyParts(linesOf(createReadStream(path, 'utf8')), trusted, verifyEd25519);
  process.stdout.write(`${linesOfVerdict(verdict).join('\n')}\n`);
  return verdict.intact ? exitCode.intact : exitCode.tampered;
}

function linesOfVerdict(verdict: PartsVerdict): string[] {
  const { head, witnesses, faults, entries, good, intact } = verdict;
  const more = entries - good - faults.length;
  return [
    `${head.origin}，${head.size} 条 / ${head.size} entries`,
    ...witnessLines(witnesses),
    ...lackWords(head).map(({ zh, en }) => `${zh} / ${en}`),
    ...faults.map(({ verdict: one, index, id }) => {
      const { zh, en } = verdictWords[one];
      return `#${index ?? '?'} ${id ?? ''}  ${zh} / ${en}`;
    }),
    ...(more > 0 ? [`… 另有 ${more} 条 / and ${more} more`] : []),
    ...partsWords(verdict).map(({ zh, en }) => `${zh} / ${en}`),
    intact
      ? `结论：${entries} 条全部完好 / verdict: all ${entries} intact`
      : `结论：不可采信，${entries} 条中 ${good} 条完好 / verdict: not to be relied on, ${good} of ${entries} intact`,
  ];
}
