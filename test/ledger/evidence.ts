import { generateKeyPairSync, sign } from 'node:crypto';
import {
  appendLeaves,
  buildEvidence,
  canonicalEntry,
  checkpointText,
  cosign,
  type EvidenceBundle,
  encodeEvidenceEnd,
  encodeEvidenceHead,
  encodeEvidencePart,
  formatVerifierKey,
  hashNamed,
  hashNameOf,
  leafHash,
  type Signer,
  signNote,
} from '@zhiheng/ledger';

/** A fresh Ed25519 key under a name. */
export function newSigner(name: string): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }).subarray(-32));
  return { name, publicKey: raw, sign: (message) => sign(null, message, privateKey) };
}

export interface SampleEvidence {
  bundle: EvidenceBundle;
  /** `vkey` lines of log and witness. */
  keys: string;
}

/** A log of 400 entries, signed and witnessed, and evidence of four of them. */
export async function sampleEvidence(origin = 'zhiheng.example/audit/log/county'): Promise<SampleEvidence> {
  const [signer, witness] = [newSigner(origin), newSigner('witness.example/w1')];
  const hash = hashNamed(hashNameOf(origin));
  const entries = Array.from({ length: 400 }, (_, place) =>
    canonicalEntry({ id: `entry-${place}`, action: 'payment.made', note: `第${place}笔 <b>付款</b>` }),
  );
  const { root, changed } = appendLeaves(
    0,
    [],
    entries.map((entry) => leafHash(entry, hash)),
    hash,
  );
  const text = checkpointText({ origin, size: entries.length, root });
  const keys = [
    formatVerifierKey(origin, signer.publicKey),
    formatVerifierKey(witness.name, witness.publicKey, 'cosignature'),
  ];
  const bundle = await buildEvidence(
    {
      askedBy: 'inspector',
      askedAt: '2026-11-24T19:34:34Z',
      filters: { action: 'payment.made' },
      checkpoint: (await signNote(text, [signer])) + (await cosign(text, witness, 1_764_000_000)),
      keys,
      entries: [3, 255, 256, 399].map((index) => ({
        index,
        id: `entry-${index}`,
        bytes: entries[index] as Uint8Array,
      })),
    },
    ({ level, n }) => changed.find((tile) => tile.level === level && tile.n === n)?.data ?? new Uint8Array(),
  );
  return { bundle, keys: keys.join('\n') };
}

/** The same evidence in parts of two entries, a line each: head, parts, end. */
export function linesInParts({ entries, manifest, ...rest }: EvidenceBundle): string[] {
  const { count, entries: lines, ...head } = manifest;
  const starts = Array.from({ length: Math.ceil(count / 2) }, (_, n) => n * 2);
  const parts = starts.map((at) => {
    const named = lines.slice(at, at + 2);
    return { ...rest, entries: entries.slice(at, at + 2), manifest: { ...head, count: named.length, entries: named } };
  });
  return [
    encodeEvidenceHead(head),
    ...parts.map(encodeEvidencePart),
    encodeEvidenceEnd({ parts: parts.length, count }),
  ];
}
