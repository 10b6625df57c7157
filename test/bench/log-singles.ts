import { connect, type EmbeddedPostgres, newId } from '@zhiheng/database';
import { Intake } from '../../services/audit/intake.ts';
import { sampleEntry } from './log-appends.ts';
import { median, type Row, whole } from './table.ts';

const centre = 'county';
const rounds = 5;
const perRound = 4_000;
const facts = { client: 'bench', correlationId: 'bench', address: '127.0.0.1' };

/**
 * Single durable appends at the intake, many in flight, against as many one-row commits into a plain table, and against a
 * hash chain that a trigger keeps under an advisory lock: what one would write instead. The centre has been founded.
 */
export async function benchSingleAppends(server: EmbeddedPostgres): Promise<Row[]> {
  const database = await connect({ url: server.url, service: 'audit' });
  const owner = await connect({ url: server.url, size: 128 });
  try {
    await owner.pool.query(tables);
    const intake = new Intake(database);
    const ours = (at: number) => intake.takeOne(centre, sampleEntry(at) as Parameters<Intake['takeOne']>[1], facts);
    const raw = () => owner.pool.query('insert into bench.one (id) values ($1)', [newId()]);
    const chained = (at: number) => owner.pool.query('insert into bench.chain (entry) values ($1)', [sampleEntry(at)]);
    return [
      await compare('single durable appends ÷ raw one-row commits, 32 in flight', [ours, raw], 32, 1),
      await compare('the same with 128 in flight', [ours, raw], 128, 2.5),
      await compare(
        'single durable appends ÷ a hash chain kept by a trigger under an advisory lock, 32 writers',
        [ours, chained],
        32,
        5,
      ),
    ];
  } finally {
    await Promise.all([database.close(), owner.close()]);
  }
}

const tables = `create schema if not exists bench;
  create table bench.one (id uuid primary key, at timestamptz not null default clock_timestamp());
  create table bench.chain (n bigint generated always as identity primary key, entry jsonb not null, previous bytea, hash bytea not null);
  create function bench.link() returns trigger language plpgsql as $$
  begin
    perform pg_advisory_xact_lock(1);
    select hash into new.previous from bench.chain order by n desc limit 1;
    new.hash := sha256(coalesce(new.previous, '') || convert_to(new.entry::text, 'UTF8'));
    return new;
  end $$;
  create trigger link before insert on bench.chain for each row execute function bench.link()`;

type Write = (at: number) => Promise<unknown>;

async function compare(what: string, [ours, theirs]: [Write, Write], inFlight: number, bound: number): Promise<Row> {
  const [mine, baseline]: [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round++) {
    const [first, second] = [await perSecond(ours, inFlight), await perSecond(theirs, inFlight)];
    // The first round warms caches and plans.
    if (round > 0) {
      mine.push(first);
      baseline.push(second);
    }
  }
  const ratio = median(mine.map((value, round) => value / (baseline[round] as number)));
  return {
    what: `${what}: commits a second`,
    ours: whole(median(mine)),
    baseline: whole(median(baseline)),
    ratio,
    bound: `≥ ${bound}`,
    met: ratio >= bound,
  };
}

async function perSecond(write: Write, inFlight: number): Promise<number> {
  let next = 0;
  const start = performance.now();
  const lane = async () => {
    while (next < perRound) await write(next++);
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return (perRound / (performance.now() - start)) * 1_000;
}
