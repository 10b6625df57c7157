import { connect, type Database, newId } from '@zhiheng/database';
import autocannon from 'autocannon';
import { type LargeBody, tokenOf } from './large-body.ts';
import type { LargeCentre } from './large-centre.ts';
import { type Served, serve } from './process.ts';
import { median, type Row, whole } from './table.ts';

const bareServer = new URL('./bare-step-server.ts', import.meta.url).pathname;
const connections = 32;
const rounds = 5;
const perConnection = 150;

interface Step {
  path: string;
  body: string;
}

/**
 * Steps over HTTP, each the first of a case of its own, by a machine client that names the actor: judged, recorded, logged
 * and durable; against a bare route with the same schemas that commits one row. The two take turns.
 */
export async function benchStepsHttp(body: LargeBody, large: LargeCentre): Promise<Row> {
  const owner = await connect({ url: body.url });
  await owner.pool.query('create schema bench; create table bench.bare_step (id uuid primary key)');
  const ours = await body.serve();
  const bare = await serve(bareServer, { BENCH_DATABASE: body.url }, /^bare ready (\S+)$/);
  try {
    const pairs: { ours: number; bare: number }[] = [];
    for (let round = 0; round <= rounds; round++) {
      const steps = await openCases(owner, large);
      const token = await tokenOf(ours, large.catalogue.centre, 'cases:write');
      const pair = { ours: await perSecond(ours, steps, token), bare: await perSecond(bare, steps, token) };
      if (round > 0) pairs.push(pair);
      // The first round warms caches; then plans know that the tables are not empty, as the database sees to within a minute.
      else await owner.pool.query('analyze');
    }
    return rowOf(pairs);
  } finally {
    await Promise.all([ours.stop(), bare.stop()]);
    await owner.close();
  }
}

/** Each connection posts its share once. */
async function perSecond({ origin }: Served, steps: Step[], token: string): Promise<number> {
  let next = 0;
  const result = await autocannon({
    url: origin,
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    connections,
    amount: steps.length,
    // Milliseconds. It ends when it next looks whether all is answered: each second, unless told.
    sampleInt: 50,
    setupClient(client) {
      const mine = next++;
      client.setRequests(steps.filter((_, index) => index % connections === mine));
    },
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${origin}: ${result.non2xx} refusals, ${result.errors} errors`);
  return steps.length / ((result.finish.getTime() - result.start.getTime()) / 1000);
}

/** New cases, each of an item of which somebody may do the first duty. */
async function openCases(owner: Database, { catalogue, questions }: LargeCentre): Promise<Step[]> {
  const first = new Map(catalogue.items.map(({ code, duties }) => [code, duties[0]]));
  const askers = questions.filter(({ action, resource }) => first.get(resource.properties.item) === action.name);
  const orders = Array.from({ length: perConnection * connections }, (_, index) => {
    const { subject, action, resource } = askers[index % askers.length] as (typeof askers)[number];
    return { id: newId(), duty: action.name, actor: subject.id, ...resource.properties };
  });
  await owner.pool.query(
    `insert into access.case (centre, id, item, unit, reference, client)
     select $1, id, item, unit, id::text, 'bench' from unnest($2::uuid[], $3::text[], $4::text[]) as one(id, item, unit)`,
    [catalogue.centre, orders.map(({ id }) => id), orders.map(({ item }) => item), orders.map(({ unit }) => unit)],
  );
  return orders.map(({ id, duty, actor }) => ({
    path: `/api/v1/cases/${id}/steps`,
    body: JSON.stringify({ duty, actor }),
  }));
}

function rowOf(pairs: { ours: number; bare: number }[]): Row {
  const ratio = median(pairs.map(({ ours, bare }) => ours / bare));
  return {
    what: `case step over HTTP ÷ bare route that commits one row, ${connections} connections: steps a second`,
    ours: whole(median(pairs.map(({ ours }) => ours))),
    baseline: whole(median(pairs.map(({ bare }) => bare))),
    ratio,
    bound: '≥ 0.5',
    met: ratio >= 0.5,
  };
}
