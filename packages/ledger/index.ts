export {
  type AddCheckpoint,
  type Consideration,
  considerCheckpoint,
  encodeAddCheckpoint,
  originOf,
  parseAddCheckpoint,
  type SeenTree,
} from './add-checkpoint.ts';
export { decodeBundle, encodeBundle } from './bundle.ts';
export { fromBase64, toBase64, toHex } from './bytes.ts';
export { canonicalJson } from './canonical.ts';
export type { CheckpointCount, CheckpointFault, CheckpointTrust } from './check-checkpoints.ts';
export { type CheckedLog, type CheckOptions, checkLog, type LogFault } from './check-log.ts';
export { type Checkpoint, checkpointText, parseCheckpoint } from './checkpoint.ts';
export { compareLeaves, type LeafFault } from './compare-leaves.ts';
export {
  type CheckedCosignature,
  type Cosignature,
  checkCosignatures,
  cosign,
  type WitnessAccount,
} from './cosignature.ts';
export { canonicalEntry, maximumEntryLength } from './entry.ts';
export { FormatError, ProofError, SignatureError } from './errors.ts';
export {
  buildEvidence,
  type EvidenceBundle,
  type EvidenceEntry,
  type EvidenceFacts,
  type EvidenceManifest,
  type EvidenceRequest,
  encodeEvidence,
  evidenceFormat,
  parseEvidence,
} from './evidence.ts';
export {
  type EvidenceHead,
  encodeEvidenceEnd,
  encodeEvidenceHead,
  encodeEvidencePart,
  evidencePartsFormat,
  isEvidenceInParts,
  linesOf,
} from './evidence-parts.ts';
export { type PartsVerdict, verifyParts } from './evidence-parts-verify.ts';
export { type EntryVerdict, type EvidenceVerdict, type Verdict, verdicts, verifyBundle } from './evidence-verify.ts';
export { appendLeaves, type Growth, rootOf, type Tile } from './grow.ts';
export { emptyRoot, type Hash, type HashName, hashNamed, hashNameOf, leafHash, nodeHash, sha256, sm3 } from './hash.ts';
export { isOwnAction, type RemovedMonth, speaksOfKeeping } from './keeping.ts';
export type { EntryAt, LeafTile, LogSource } from './log-source.ts';
export { openNote, parseNote, type Signer, signNote, type VerifySignature } from './note.ts';
export type { KeptCosignature, PastCheckpoint } from './past-checkpoint.ts';
export { consistencyProof, inclusionProof, rootFromTiles } from './prove.ts';
export { readAhead } from './read-ahead.ts';
export type { UnlawfulRemoval } from './removals.ts';
export { resumeGrowth } from './resume.ts';
export { parseTilePath, type TilePlace, type TileReader, tilePath, tileWidth, widthOf } from './tile.ts';
export {
  encodeTlogProof,
  type OpenedCheckpoint,
  openCheckpoint,
  parseTlogProof,
  type TlogProof,
  verifyTlogProof,
} from './tlog-proof.ts';
export {
  formatVerifierKey,
  type KeyUse,
  parseTrustedKeys,
  parseVerifierKey,
  parseWitnessKey,
  type TrustedKeys,
  type VerifierKey,
} from './verifier-key.ts';
export { verifyConsistency, verifyInclusion } from './verify.ts';
