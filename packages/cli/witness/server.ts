import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Witness, WitnessAnswer } from './witness.ts';
import type { WitnessFolder } from './witness-folder.ts';

/** More than a checkpoint, its signatures and 63 hashes ever take. */
const mostBytes = 65_536;
const plain = 'text/plain; charset=utf-8';

export interface WitnessServerOptions {
  witness: Witness;
  folder: WitnessFolder;
  /** The witness's own key as a `vkey` line. */
  vkey: string;
  report: (message: string) => void;
}

/** `POST /add-checkpoint`, `GET /{origin hash}/checkpoint` (C2SP tlog-witness), and `GET /key`. */
export function witnessServer(options: WitnessServerOptions): Server {
  const server = createServer((request, response) => {
    answer(request, options)
      .catch((error: Error): WitnessAnswer => {
        options.report(error.stack ?? error.message);
        return { status: 500, type: plain, body: 'The witness has failed.\n' };
      })
      .then((given) => send(response, given));
  });
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  return server;
}

async function answer(
  request: IncomingMessage,
  { witness, folder, vkey }: WitnessServerOptions,
): Promise<WitnessAnswer> {
  const { pathname } = new URL(request.url ?? '/', 'http://witness');
  if (pathname === '/add-checkpoint') {
    if (request.method !== 'POST') return { status: 405, type: plain, body: 'POST is needed.\n' };
    const body = await readBody(request);
    return body === undefined ? { status: 413, type: plain, body: 'The request is too long.\n' } : witness.add(body);
  }
  const hash = /^\/([0-9a-f]{64})\/checkpoint$/.exec(pathname)?.[1];
  const found = pathname === '/key' ? `${vkey}\n` : hash && (await folder.readByHash(hash));
  return found ? { status: 200, type: plain, body: found } : { status: 404, type: plain, body: 'Not found.\n' };
}

/** Undefined when it is too long. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    // Read to its end all the same: a sender that is cut off never sees the answer.
    if (length <= mostBytes) parts.push(part);
  }
  if (length > mostBytes) return undefined;
  return Buffer.concat(parts).toString('utf8');
}

function send(response: ServerResponse, { status, type, body }: WitnessAnswer): void {
  response.writeHead(status, { 'content-type': type });
  response.end(body);
}
