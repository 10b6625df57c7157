import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  considerCheckpoint,
  cosign,
  formatVerifierKey,
  originOf,
  parseAddCheckpoint,
  parseWitnessKey,
  type SeenTree,
  type VerifierKey,
} from '@zhiheng/ledger';
import { verifyEd25519 } from '../log-keys.ts';
import type { ConfiguredWitness } from '../witnesses.ts';

/** A witness of the C2SP protocol that keeps what it has seen in memory, and that a test can have answer something else. */
export interface SmallWitness extends ConfiguredWitness {
  vkey: string;
  seen: Map<string, SeenTree>;
  /** Instead of its own answer, where it gives one. */
  instead: ((own: { status: number; body: string }) => Promise<{ status: number; body: string }>) | undefined;
  asked: number;
  close(): Promise<void>;
}

export async function startSmallWitness(name: string, keys: () => readonly VerifierKey[]): Promise<SmallWitness> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }).subarray(-32));
  const vkey = formatVerifierKey(name, raw, 'cosignature');
  const signer = { name, publicKey: raw, sign: (message: Uint8Array) => sign(null, message, privateKey) };
  const seen = new Map<string, SeenTree>();

  async function answer(body: string): Promise<{ status: number; body: string }> {
    const request = parseAddCheckpoint(body);
    const origin = originOf(request);
    const considered = await considerCheckpoint(request, keys(), seen.get(origin), verifyEd25519);
    if (considered.status === 409) return { status: 409, body: `${considered.size}\n` };
    if (considered.status !== 200) return { status: considered.status, body: considered.why };
    seen.set(origin, considered.checkpoint);
    return { status: 200, body: await cosign(considered.text, signer, 1_764_000_000) };
  }

  const server = createServer(async (request, response) => {
    witness.asked++;
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const own = await answer(Buffer.concat(parts).toString());
    const given = witness.instead ? await witness.instead(own) : own;
    response.writeHead(given.status).end(given.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const witness: SmallWitness = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    key: parseWitnessKey(vkey),
    id: vkey.split('+').slice(0, 2).join('+'),
    vkey,
    seen,
    instead: undefined,
    asked: 0,
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
  return witness;
}
