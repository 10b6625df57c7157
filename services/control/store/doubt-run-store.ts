import type { DoubtRuleParameters } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

type RunMode = 'preview' | 'raise';
export type RunState = 'waiting' | 'running' | 'done' | 'cancelled' | 'failed';

/** A run as it is stored. */
export interface RunRow {
  id: string;
  kind: 'asked' | 'scheduled';
  mode: RunMode;
  /** Days in Shanghai, half-open. */
  from: string;
  until: string;
  rules: string[];
  parameters: Record<string, DoubtRuleParameters>;
  state: RunState;
  slices: number;
  position: number;
  /** Username. */
  askedBy: string | null;
  askedAt: Date;
  finishedAt: Date | null;
  attempts: number;
}

export interface NewRun {
  kind: 'asked' | 'scheduled';
  mode: RunMode;
  from: string;
  until: string;
  rules: readonly string[];
  parameters: Record<string, DoubtRuleParameters>;
  slices: number;
  askedBy: string | null;
}

/** What a rule found in a run. */
export interface RunResult {
  rule: string;
  found: number;
  fresh: number;
}

const columns = sql`r.id, r.kind, r.mode, r.from_day::text as "from", r.until_day::text as until, r.rules, r.parameters, r.state,
  r.slices, r.position, r.asked_at as "askedAt", r.finished_at as "finishedAt", r.attempts,
  (select username from access.published_person p where p.centre = r.centre and p.person = r.asked_by) as "askedBy"`;

/** Inserts it, unless the same is under way; gives its id, or none. */
export async function insertRun(transaction: Transaction, centre: string, run: NewRun): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    insert into control.doubt_rule_run (centre, id, kind, mode, from_day, until_day, rules, parameters, slices, asked_by)
    values (${centre}, ${newId()}, ${run.kind}, ${run.mode}, ${run.from}::date, ${run.until}::date, ${run.rules}::text[],
      ${JSON.stringify(run.parameters)}::jsonb, ${run.slices}, ${run.askedBy})
    on conflict do nothing returning id`.execute(transaction);
  return rows[0]?.id;
}

/** The one under way that asks for the same. */
export async function findSameRun(
  transaction: Transaction,
  centre: string,
  { mode, from, until, rules }: NewRun,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from control.doubt_rule_run
    where centre = ${centre} and kind = 'asked' and mode = ${mode} and from_day = ${from}::date and until_day = ${until}::date
      and rules = ${rules}::text[] and state in ('waiting', 'running')`.execute(transaction);
  return rows[0]?.id;
}

export async function findRun(transaction: Transaction, centre: string, id: string): Promise<RunRow | undefined> {
  const { rows } = await sql<RunRow>`
    select ${columns} from control.doubt_rule_run r where r.centre = ${centre} and r.id = ${id}::uuid`.execute(
    transaction,
  );
  return rows[0];
}

/** Newest first; one more than `limit` when there are more. */
export async function pageRuns(
  transaction: Transaction,
  centre: string,
  { before, limit }: { before?: string; limit: number },
): Promise<RunRow[]> {
  const { rows } = await sql<RunRow>`
    select ${columns} from control.doubt_rule_run r
    where r.centre = ${centre} and (${before ?? null}::uuid is null or r.id < ${before ?? null}::uuid)
    order by r.id desc limit ${limit + 1}`.execute(transaction);
  return rows;
}

export async function resultsOf(
  transaction: Transaction,
  centre: string,
  runs: readonly string[],
): Promise<(RunResult & { run: string })[]> {
  const { rows } = await sql<RunResult & { run: string }>`
    select run, rule, found, fresh from control.doubt_rule_result
    where centre = ${centre} and run = any(${runs}::uuid[]) order by run, rule`.execute(transaction);
  return rows;
}

/** Takes the oldest run that nobody works on for some minutes; by the database's clock. */
export async function claimRun(transaction: Transaction, centre: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    update control.doubt_rule_run set state = 'running', leased_until = clock_timestamp() + interval '5 minutes'
    where centre = ${centre} and id = (
      select id from control.doubt_rule_run
      where centre = ${centre} and state in ('waiting', 'running') and (leased_until is null or leased_until < clock_timestamp())
      order by id limit 1 for update skip locked)
    returning id`.execute(transaction);
  return rows[0]?.id;
}

/** Says that the run is worked on still; false when it has ended meanwhile, or somebody else has gone on. */
export async function renewLease(
  transaction: Transaction,
  centre: string,
  id: string,
  position: number,
): Promise<boolean> {
  const { rows } = await sql`
    update control.doubt_rule_run set leased_until = clock_timestamp() + interval '5 minutes'
    where centre = ${centre} and id = ${id}::uuid and state = 'running' and position = ${position} returning id`.execute(
    transaction,
  );
  return rows.length > 0;
}

/** Lets others take it at once: `failed` counts an attempt, after the last of which it has failed for good. */
export async function releaseRun(
  transaction: Transaction,
  centre: string,
  id: string,
  failed: { most: number } | undefined,
): Promise<RunState | undefined> {
  const { rows } = await sql<{ state: RunState }>`
    update control.doubt_rule_run set
      leased_until = case when ${failed !== undefined}::boolean then clock_timestamp() + interval '30 seconds' end,
      attempts = attempts + ${failed ? 1 : 0},
      state = case when attempts + ${failed ? 1 : 0} >= ${failed?.most ?? 32_000} then 'failed' else state end,
      finished_at = case when attempts + ${failed ? 1 : 0} >= ${failed?.most ?? 32_000} then clock_timestamp() end
    where centre = ${centre} and id = ${id}::uuid and state = 'running' returning state`.execute(transaction);
  return rows[0]?.state;
}

/** Goes on from this slice to the next; done behind the last. None when somebody else has done so. */
export async function advanceRun(
  transaction: Transaction,
  centre: string,
  id: string,
  position: number,
): Promise<RunState | undefined> {
  const { rows } = await sql<{ state: RunState }>`
    update control.doubt_rule_run set position = position + 1, attempts = 0,
      state = case when position + 1 = slices then 'done' else state end,
      finished_at = case when position + 1 = slices then clock_timestamp() end
    where centre = ${centre} and id = ${id}::uuid and state = 'running' and position = ${position} returning state`.execute(
    transaction,
  );
  return rows[0]?.state;
}

export async function cancelRun(transaction: Transaction, centre: string, id: string): Promise<boolean> {
  const { rows } = await sql`
    update control.doubt_rule_run set state = 'cancelled', finished_at = clock_timestamp()
    where centre = ${centre} and id = ${id}::uuid and state in ('waiting', 'running') returning id`.execute(
    transaction,
  );
  return rows.length > 0;
}

/** Adds to what the rules found. In the order of their codes, so that no two wait for each other in a ring. */
export async function addResults(
  transaction: Transaction,
  centre: string,
  run: string,
  results: readonly RunResult[],
): Promise<void> {
  if (results.length === 0) return;
  await sql`
    insert into control.doubt_rule_result as r (centre, run, rule, found, fresh)
    select ${centre}, ${run}::uuid, rule, found, fresh
    from jsonb_to_recordset(${JSON.stringify(results)}::jsonb) as added (rule text, found integer, fresh integer)
    order by rule collate "C"
    on conflict (centre, run, rule) do update set found = r.found + excluded.found, fresh = r.fresh + excluded.fresh`.execute(
    transaction,
  );
}

/** How many of these are no doubts yet. */
export async function countUnknown(
  transaction: Transaction,
  centre: string,
  rule: string,
  keys: readonly string[],
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from unnest(${keys}::text[]) as k(key)
    where not exists (select from control.doubt d where d.centre = ${centre} and d.rule = ${rule} and d.key = k.key)`.execute(
    transaction,
  );
  return rows[0]?.count ?? 0;
}

/** Where the last scheduled run ended. */
export async function lastScheduledDay(transaction: Transaction, centre: string): Promise<string | undefined> {
  const { rows } = await sql<{ day: string | null }>`
    select max(until_day)::text as day from control.doubt_rule_run where centre = ${centre} and kind = 'scheduled'`.execute(
    transaction,
  );
  return rows[0]?.day ?? undefined;
}

export interface LastRun extends RunResult {
  run: string;
  mode: RunMode;
  state: RunState;
  finishedAt: Date | null;
}

/** Of each rule the newest run that has looked for it, and how many of its doubts wait. */
export async function lastRuns(transaction: Transaction, centre: string): Promise<LastRun[]> {
  const { rows } = await sql<LastRun>`
    select distinct on (x.rule) x.rule, x.run, x.found, x.fresh, r.mode, r.state, r.finished_at as "finishedAt"
    from control.doubt_rule_result x join control.doubt_rule_run r on r.centre = x.centre and r.id = x.run
    where x.centre = ${centre} order by x.rule, x.run desc`.execute(transaction);
  return rows;
}

export async function doubtsOfRules(
  transaction: Transaction,
  centre: string,
): Promise<{ rule: string; all: number; open: number }[]> {
  const { rows } = await sql<{ rule: string; all: number; open: number }>`
    select rule, count(*)::int as "all", (count(*) filter (where closed_at is null))::int as open
    from control.doubt where centre = ${centre} group by rule`.execute(transaction);
  return rows;
}
