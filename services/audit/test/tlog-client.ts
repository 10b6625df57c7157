import { createPublicKey, verify } from 'node:crypto';
import type { TestClient, TestService } from '@zhiheng/http/testing';
import {
  type Checkpoint,
  consistencyProof,
  decodeBundle,
  openNote,
  parseCheckpoint,
  parseVerifierKey,
  rootFromTiles,
  type TileReader,
  tilePath,
  toHex,
  type VerifySignature,
  verifyConsistency,
} from '@zhiheng/ledger';

const spkiHead = '302a300506032b6570032100';
const verifySignature: VerifySignature = (message, signature, publicKey) =>
  verify(
    null,
    message,
    createPublicKey({ key: Buffer.from(spkiHead + toHex(publicKey), 'hex'), format: 'der', type: 'spki' }),
    signature,
  );

/** A transparency-log client that knows a log's prefix and nothing else of us (C2SP tlog-tiles). */
export class TlogClient {
  readonly #service: TestService;
  readonly #prefix: string;

  constructor(service: TestService, centre: string) {
    this.#service = service;
    this.#prefix = `/audit/log/${centre}/`;
  }

  async get(path: string, caller?: TestClient) {
    return this.#service.send(caller, { method: 'GET', url: this.#prefix + path });
  }

  async #body(path: string, caller?: TestClient): Promise<Buffer> {
    const answer = await this.get(path, caller);
    if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode} ${answer.body}`);
    return answer.rawPayload;
  }

  /** The newest checkpoint, its signature verified. */
  async checkpoint(): Promise<Checkpoint> {
    const key = parseVerifierKey((await this.#body('key')).toString());
    const { text } = await openNote((await this.#body('checkpoint')).toString(), [key], verifySignature);
    const checkpoint = parseCheckpoint(text);
    if (checkpoint.origin !== key.name) throw new Error(`A checkpoint of ${checkpoint.origin}`);
    return checkpoint;
  }

  readonly readTile: TileReader = async (place) => new Uint8Array(await this.#body(tilePath(place)));

  root(size: number): Promise<Uint8Array> {
    return rootFromTiles(size, this.readTile);
  }

  /** Throws unless the later tree begins with the earlier one. */
  async requireConsistent(earlier: Checkpoint, later: Checkpoint): Promise<void> {
    const proof = await consistencyProof(earlier.size, later.size, this.readTile);
    verifyConsistency(earlier.size, later.size, proof, earlier.root, later.root);
  }

  async bundle(n: number, width: number, caller: TestClient): Promise<Uint8Array[]> {
    return decodeBundle(await this.#body(tilePath({ level: 'entries', n, width }), caller));
  }
}
