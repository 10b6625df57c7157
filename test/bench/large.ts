import { mkdir } from 'node:fs/promises';
import autocannon from 'autocannon';
import { openLargeBody, tokenOf } from './large-body.ts';
import { type LargeCentre, largeCentre } from './large-centre.ts';
import { type Served, serve } from './process.ts';
import { benchStepsHttp } from './steps-http.ts';
import { median, type Row, whole } from './table.ts';

const bareServer = new URL('./bare-server.ts', import.meta.url).pathname;
const singles = 32;
/** Many short ones: the machine's swings are longer than both sides of a round, and the median is of these. */
const rounds = 9;
const seconds = 2;
/** Faster than any of the two answers. */
const mostASecond = 20_000;
const batch = 100;
const rules = 500;

interface Measured {
  /** Requests a second. */
  throughput: number;
  p99: number;
}

interface Load {
  /** Default: as many as for single questions. */
  connections?: number;
  path: string;
  bodies: readonly string[];
  token?: string;
}

/** Evaluations over HTTP about everybody of large centres in turn: against a bare route, of a smaller centre, and in batches. */
export async function benchLarge(directory: string): Promise<Row[]> {
  await mkdir(directory, { recursive: true, mode: 0o711 });
  const [small, large, largest] = (
    [
      ['small', 1_000],
      ['large', 10_000],
      ['largest', 100_000],
    ] as const
  ).map(([code, people]) => largeCentre({ code, people, grants: 3, rules })) as [LargeCentre, LargeCentre, LargeCentre];
  const body = await openLargeBody(directory, [small, large, largest]);
  const ours = await body.serve();
  const bare = await serve(bareServer, {}, /^bare ready (\S+)$/);
  try {
    const evaluations = await measure(ours, bare, { small, large, largest });
    return [...evaluations, await benchStepsHttp(body, large)];
  } finally {
    await Promise.all([ours.stop(), bare.stop()]);
    await body.stop();
  }
}

type Centres = Record<'small' | 'large' | 'largest', LargeCentre>;

async function measure(ours: Served, bare: Served, { small, large, largest }: Centres): Promise<Row[]> {
  const path = '/access/v1/evaluation';
  const one = (centre: LargeCentre) => centre.questions.map((question) => JSON.stringify(question));
  const ask = async (centre: LargeCentre, load: Omit<Load, 'token'>) =>
    run(ours, { ...load, token: await tokenOf(ours, centre.catalogue.centre, 'decide') });
  const questions = { path, bodies: one(large) };
  const batches = { path: '/access/v1/evaluations', bodies: inBatches(large), connections: 4 };
  // What everybody holds is read once.
  for (const centre of [small, large, largest]) await askOnce(ours, centre);
  const taken: Record<keyof Centres | 'again' | 'bareAgain' | 'bare' | 'batches', Measured>[] = [];
  for (let round = 0; round < rounds; round++) {
    const anew = (centre: LargeCentre) => ({ path, bodies: neverAsked(centre, round) });
    taken.push({
      again: await ask(large, questions),
      bareAgain: await run(bare, questions),
      batches: await ask(large, batches),
      large: await ask(large, anew(large)),
      bare: await run(bare, anew(large)),
      small: await ask(small, anew(small)),
      largest: await ask(largest, anew(largest)),
    });
  }
  const of = (side: keyof (typeof taken)[number], field: keyof Measured) =>
    median(taken.map((all) => all[side][field]));
  const ratio = (a: (all: (typeof taken)[number]) => number) => median(taken.map(a));
  const throughput = ratio((all) => all.again.throughput / all.bareAgain.throughput);
  const p99 = ratio((all) => all.again.p99 / Math.max(all.bareAgain.p99, 1));
  const anew = ratio((all) => all.large.throughput / all.bare.throughput);
  const growth = ratio((all) => all.small.throughput / all.largest.throughput);
  const batched = ratio((all) => (all.batches.throughput * batch) / all.again.throughput);
  return [
    {
      what: `evaluation about 10,000 people in turn, ${rules} rules ÷ bare route: requests a second`,
      ours: whole(of('again', 'throughput')),
      baseline: whole(of('bareAgain', 'throughput')),
      ...{ ratio: throughput, bound: '≥ 0.8', met: throughput >= 0.8 },
    },
    {
      what: 'the same: p99 latency',
      ours: `${of('again', 'p99')} ms`,
      baseline: `${of('bareAgain', 'p99')} ms`,
      ...{ ratio: p99, bound: '≤ 2', met: p99 <= 2 },
    },
    {
      what: 'the same, each question about a case of its own that nobody asked about before: requests a second',
      ours: whole(of('large', 'throughput')),
      baseline: whole(of('bare', 'throughput')),
      ...{ ratio: anew, bound: '≥ 0.8', met: anew >= 0.8 },
    },
    {
      what: 'time of such an evaluation about 100,000 people ÷ about 1,000',
      ours: `${whole(of('largest', 'throughput'))}/s`,
      baseline: `${whole(of('small', 'throughput'))}/s`,
      ...{ ratio: growth, bound: '≤ 1.15', met: growth <= 1.15 },
    },
    {
      what: `decisions a second in \`evaluations\` of ${batch} ÷ one by one, both again and again`,
      ours: whole(of('batches', 'throughput') * batch),
      baseline: whole(of('again', 'throughput')),
      ...{ ratio: batched, bound: '≥ 8', met: batched >= 8 },
    },
  ];
}

async function askOnce(ours: Served, centre: LargeCentre): Promise<void> {
  const token = await tokenOf(ours, centre.catalogue.centre, 'decide');
  for (const body of inBatches(centre)) {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const response = await fetch(`${ours.origin}/access/v1/evaluations`, { method: 'POST', headers, body });
    const { evaluations } = (await response.json()) as { evaluations: { decision: boolean }[] };
    if (!evaluations.every(({ decision }) => decision)) throw new Error('a question of the bench is not permitted');
  }
}

/** More questions than a round can ask. */
const neverAsked = ({ questions }: LargeCentre, round: number): string[] =>
  Array.from({ length: seconds * mostASecond }, (_, at) => {
    const question = questions[at % questions.length] as LargeCentre['questions'][number];
    return JSON.stringify({ ...question, resource: { ...question.resource, id: `${round}-${at}` } });
  });

function inBatches({ questions }: LargeCentre): string[] {
  return Array.from({ length: Math.floor(questions.length / batch) }, (_, at) =>
    JSON.stringify({ evaluations: questions.slice(at * batch, (at + 1) * batch) }),
  );
}

async function run({ origin }: Served, { path, bodies, token, connections = singles }: Load): Promise<Measured> {
  let client = 0;
  const result = await autocannon({
    url: `${origin}${path}`,
    method: 'POST',
    connections,
    duration: seconds,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    // Each connection asks about a share of its own.
    setupClient: (one) => {
      const share = bodies.filter((_, at) => at % connections === client);
      client++;
      one.setRequests(share.map((body) => ({ method: 'POST', path, body })));
    },
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${origin}${path}: ${result.non2xx} refusals, ${result.errors} errors`);
  return { throughput: result.requests.average, p99: result.latency.p99 };
}
