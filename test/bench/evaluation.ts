import autocannon from 'autocannon';
import { clientToken } from '../support/sign-in.ts';
import { type Served, serve } from './process.ts';
import { median, type Row, whole } from './table.ts';

const script = (path: string) => new URL(path, import.meta.url).pathname;
const connections = 32;
const rounds = 5;
const seconds = 4;

const question = {
  subject: { type: 'person', id: 'enterprise-pension-op1' },
  action: { name: 'handle' },
  resource: { type: 'case', id: 'new', properties: { item: 'enterprise-pension-award', unit: 'enterprise-pension' } },
};

interface Measured {
  throughput: number;
  p99: number;
}

async function load({ origin }: Served, duration: number, token?: string): Promise<Measured> {
  const result = await autocannon({
    url: `${origin}/access/v1/evaluation`,
    method: 'POST',
    connections,
    duration,
    body: JSON.stringify(question),
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${origin}: ${result.non2xx} refusals, ${result.errors} errors`);
  return { throughput: result.requests.average, p99: result.latency.p99 };
}

/** Evaluation over HTTP, its bearer token verified as in production, against a bare route; the two take turns. */
export async function benchEvaluation(environment: Record<string, string>): Promise<Row[]> {
  const ours = await serve(script('../../services/standalone/main.ts'), environment, /^zhiheng ready (\S+)$/);
  const bare = await serve(script('./bare-server.ts'), {}, /^bare ready (\S+)$/);
  try {
    const token = await clientToken(ours.origin, 'demo-business', 'decide');
    for (const warm of [() => load(ours, 3, token), () => load(bare, 3)]) await warm();
    const pairs: { ours: Measured; bare: Measured }[] = [];
    for (let round = 0; round < rounds; round++) {
      const fresh = await clientToken(ours.origin, 'demo-business', 'decide');
      pairs.push({ ours: await load(ours, seconds, fresh), bare: await load(bare, seconds) });
    }
    return rowsOf(pairs);
  } finally {
    await Promise.all([ours.stop(), bare.stop()]);
  }
}

function rowsOf(pairs: { ours: Measured; bare: Measured }[]): Row[] {
  const of = (side: 'ours' | 'bare', field: keyof Measured) => median(pairs.map((pair) => pair[side][field]));
  const throughput = median(pairs.map(({ ours, bare }) => ours.throughput / bare.throughput));
  const p99 = median(pairs.map(({ ours, bare }) => ours.p99 / Math.max(bare.p99, 1)));
  return [
    {
      what: `evaluation over HTTP ÷ bare route, ${connections} connections: requests a second`,
      ours: whole(of('ours', 'throughput')),
      baseline: whole(of('bare', 'throughput')),
      ratio: throughput,
      bound: '≥ 0.8',
      met: throughput >= 0.8,
    },
    {
      what: 'the same: p99 latency',
      ours: `${of('ours', 'p99')} ms`,
      baseline: `${of('bare', 'p99')} ms`,
      ratio: p99,
      bound: '≤ 2',
      met: p99 <= 2,
    },
  ];
}
