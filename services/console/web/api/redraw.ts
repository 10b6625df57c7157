import { parseTrustedKeys } from '@zhiheng/ledger';
import { type InspectionProof, InspectionProofError, type ProofStep, verifyInspection } from '@zhiheng/sampling';
import { verifyEd25519 } from './ed25519.ts';
import { Unreachable } from './problem.ts';

type Verdict = { members: number; sampled: number } | { step: ProofStep; message: string };

/** Judges the file that proves a draw by the keys that the log publishes. Throws Unreachable. */
export async function redrawFile(file: Blob): Promise<Verdict> {
  const lines = (await file.text()).trimEnd().split('\n');
  const proof = JSON.parse(lines[0] ?? '') as InspectionProof;
  const answer = await fetch(`/audit/log/${encodeURIComponent(proof.centre)}/key`).catch((cause: unknown) => {
    throw new Unreachable(String(cause), { cause });
  });
  if (!answer.ok) throw new Unreachable(`key: ${answer.status}`);
  const trusted = parseTrustedKeys(await answer.text());
  async function* population() {
    for (const line of lines.slice(1)) yield line;
  }
  try {
    const { members, sampled } = await verifyInspection(proof, population, { trusted, verify: verifyEd25519 });
    return { members, sampled };
  } catch (error) {
    if (!(error instanceof InspectionProofError)) throw error;
    return { step: error.step, message: error.message };
  }
}
