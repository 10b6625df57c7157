import { type TilePlace, tilePath } from '@zhiheng/ledger';

/** The log could not be reached, or did not give what it must have. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

export interface LogHttp {
  /** The newest checkpoint as it is served. */
  checkpoint(): Promise<string>;
  /** The hashes of a tile; undefined when the log has no such tile. */
  tile(place: TilePlace): Promise<Uint8Array | undefined>;
  /** Says that the bundles of these entries are going to be read, so that the log has one entry of it and not one a bundle. */
  announce(from: number, until: number): Promise<void>;
  /** An entry bundle; undefined when the log has none, or not whole. `removed`: by policy, as it says; `unread`: its archive is out of reach. */
  bundle(n: number, width: number): Promise<Uint8Array | 'removed' | 'unread' | undefined>;
}

const patience = 30_000;
const tries = 3;

/** Reads a log under its prefix (C2SP tlog-tiles). `token` opens its entries. */
export function logOverHttp(prefix: string, token?: string): LogHttp {
  let reading = '';
  const base = prefix.endsWith('/') ? prefix : `${prefix}/`;
  const ask = async (path: string) => {
    const { status, body } = await exchange(new URL(path, base), token);
    if (status === 200) return body;
    const code = status === 503 || status === 410 ? codeOf(body) : undefined;
    if (code === 'entry-removed') return 'removed';
    if (code === 'archive-unavailable') return 'unread';
    // The log itself says that an entry of the bundle is missing; a proxy's 503 says nothing of the log.
    if (status === 404 || code === 'unavailable') return undefined;
    throw new UnreachableError(`${base}${path}: ${status}`);
  };
  const read = async (path: string) => {
    const body = await ask(path);
    if (typeof body === 'string') throw new UnreachableError(`${base}${path}: ${body}`);
    return body;
  };
  return {
    async checkpoint() {
      const note = await read('checkpoint');
      if (!note) throw new UnreachableError(`${base}checkpoint is not there`);
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(note);
    },
    tile: (place) => read(tilePath(place)),
    async announce(from, until) {
      const { status, body } = await exchange(new URL('readings', base), token, { from, until });
      // Any other log of C2SP's knows no such thing; who may not read is told so by the first bundle.
      if (status === 201) reading = `?reading=${(JSON.parse(new TextDecoder().decode(body)) as { id: string }).id}`;
    },
    bundle: (n, width) => ask(`${tilePath({ level: 'entries', n, width })}${reading}`),
  };
}

/** The code of a problem that the service itself has told. */
function codeOf(body: Uint8Array): unknown {
  try {
    return (JSON.parse(new TextDecoder().decode(body)) as { code?: unknown }).code;
  } catch {
    return undefined;
  }
}

/** With a `body` it is posted. */
async function exchange(
  url: URL,
  token: string | undefined,
  body?: object,
): Promise<{ status: number; body: Uint8Array }> {
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  if (body) headers['content-type'] = 'application/json';
  const sent = { headers, ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}) };
  for (let turn = 1; ; turn++) {
    try {
      const answer = await fetch(url, { ...sent, redirect: 'error', signal: AbortSignal.timeout(patience) });
      if (answer.status === 429 && turn < tries) await pauseAsTold(answer);
      else return { status: answer.status, body: await answer.bytes() };
    } catch (error) {
      const { message, cause } = error as Error;
      if (turn === tries) throw new UnreachableError(`${url}: ${(cause as Error | undefined)?.message ?? message}`);
    }
  }
}

async function pauseAsTold(answer: Response): Promise<void> {
  await answer.body?.cancel();
  const seconds = Math.min(Number(answer.headers.get('retry-after') ?? 1) || 1, 60);
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
}
