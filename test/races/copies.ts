import type { RequestInput } from '@zhiheng/contracts';
import { newId } from '@zhiheng/database';
import type pg from 'pg';
import { decideRequest } from '../../services/access/request-decide.ts';
import { submitRequest } from '../../services/access/request-submit.ts';
import type { World } from './world.ts';

const trace = { correlationId: 'set-up', address: '127.0.0.1', client: 'console' };

/** Submits a request as `requester` and lets `approvers` approve its stages in turn; its id. */
export async function pattern(
  { desk, as }: World,
  requester: string,
  input: RequestInput,
  approvers: readonly string[],
): Promise<string> {
  const { id } = await submitRequest(desk, as(requester), input, trace);
  for (const approver of approvers) await decideRequest(desk, as(approver), id, { decision: 'approve' }, trace);
  return id;
}

/** What differs between a request and its copy. */
export interface Copy {
  /** Username of whom it is for; absent: as in the pattern. */
  beneficiary?: string;
  /** Code of the role or rule that it changes, or of the role that it grants or takes away; absent: as in the pattern. */
  role?: string;
  /** Usernames of who loses by a change of policy what somebody does by the pattern; absent: as in the pattern. */
  losing?: string[];
  unit?: string;
}

interface Row {
  id: string;
  grant: string;
  beneficiary: string | null;
  role: string | null;
  losing: string[] | null;
  unit: string | null;
}

/**
 * Copies a request as far as it has come, decisions and entries of the log included, and the grant it gave when it is applied;
 * gives the copies’ ids. Written as the owner in the order that constraints and triggers demand, each of which accepts them:
 * by the domain’s own functions thousands would take minutes.
 */
export async function copies(world: World, of: string, wanted: readonly Copy[]): Promise<string[]> {
  const rows = wanted.map(
    ({ beneficiary, role, losing, unit }): Row => ({
      id: newId(),
      grant: newId(),
      beneficiary: beneficiary === undefined ? null : world.as(beneficiary).person,
      role: role ?? null,
      losing: losing?.map((one) => world.as(one).person) ?? null,
      unit: unit ?? null,
    }),
  );
  await inTransaction(world, (client) => copyRequests(client, [world.centre, of, JSON.stringify(rows)]));
  return rows.map(({ id }) => id);
}

/** One transaction of the owner's in the centre. */
export async function inTransaction(
  { owner, centre }: World,
  work: (client: pg.PoolClient) => Promise<void>,
): Promise<void> {
  const client = await owner.pool.connect();
  try {
    await client.query('begin');
    await client.query("select set_config('zhiheng.centre', $1, true)", [centre]);
    await work(client);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

/** $1 centre, $2 the pattern, $3 what differs. */
type Given = [centre: string, of: string, rows: string];

const copy = `jsonb_to_recordset($3::jsonb) as c(id uuid, "grant" uuid, beneficiary uuid, role text, losing jsonb, unit text)`;

/** What a change of policy says, of the copy’s role or rule and of who loses something by it. */
const renamed = `replace(r.proposal::text, to_jsonb(r.target)::text, to_jsonb(coalesce(c.role, r.target))::text)::jsonb`;
const proposal = `case when r.target is null then r.proposal when c.losing is null then ${renamed} else
  jsonb_set(${renamed}, '{cure,removals}', (select jsonb_agg(${renamed} #> '{cure,removals,0}' || jsonb_build_object('person', one))
    from jsonb_array_elements(c.losing) as one)) end`;

async function copyRequests(client: pg.PoolClient, given: Given): Promise<void> {
  await client.query(
    `insert into access.request (centre, id, change, requester, beneficiary, role, unit, target_kind, target, proposal,
       valid_from, valid_until, risk, reason, state, digest)
     select r.centre, c.id, r.change, r.requester, coalesce(c.beneficiary, r.beneficiary),
       case when r.role is not null then coalesce(c.role, r.role) end, coalesce(c.unit, r.unit),
       r.target_kind, case when r.target is not null then coalesce(c.role, r.target) end,
       ${proposal},
       r.valid_from, r.valid_until, r.risk, r.reason, 'pending', r.digest
     from access.request r, ${copy} where r.centre = $1 and r.id = $2`,
    given,
  );
  await client.query(
    `insert into access.request_stage (centre, request, ordinal, rule, state, decided_by_role, opened_at, due_at)
     select s.centre, c.id, s.ordinal, s.rule, case s.ordinal when 0 then 'open' else 'waiting' end, s.decided_by_role, s.opened_at, s.due_at
     from access.request_stage s, ${copy} where s.centre = $1 and s.request = $2`,
    given,
  );
  const { rows } = await client.query<{ stages: number; applied: boolean }>(
    `select r.state = 'applied' as applied, (select count(*)::int from access.request_stage s
       where s.centre = r.centre and s.request = r.id and s.state = 'approved') as stages
     from access.request r where r.centre = $1 and r.id = $2`,
    given.slice(0, 2),
  );
  const [{ stages, applied }] = rows as [(typeof rows)[number]];
  for (let stage = 0; stage < stages; stage++) await copyStage(client, given, stage);
  if (applied) await copyEffect(client, given);
  await copyEntries(client, given);
}

async function copyStage(client: pg.PoolClient, given: Given, stage: number): Promise<void> {
  const decisions = `access.decision d, ${copy} where d.centre = $1 and d.request = $2 and d.stage = ${stage}`;
  await client.query(
    `insert into access.decision_voice (centre, request, person, requester, beneficiary)
     select r.centre, r.id, d.person, r.requester, r.beneficiary from access.request r, ${decisions} and r.centre = $1 and r.id = c.id`,
    given,
  );
  await client.query(
    `insert into access.decision (centre, id, request, stage, person, decision)
     select d.centre, gen_random_uuid(), c.id, d.stage, d.person, d.decision from ${decisions}`,
    given,
  );
  const move = (ordinal: number, state: string) =>
    client.query(
      `update access.request_stage s set state = '${state}' from ${copy}
       where s.centre = $1 and $2::uuid is not null and s.request = c.id and s.ordinal = ${ordinal}`,
      given,
    );
  await move(stage, 'approved');
  await move(stage + 1, 'open');
}

/** A request that was applied has given a grant. */
async function copyEffect(client: pg.PoolClient, given: Given): Promise<void> {
  const move = (state: string) =>
    client.query(
      `update access.request r set state = '${state}', closed_at = case '${state}' when 'applied' then clock_timestamp() end
       from ${copy} where r.centre = $1 and $2::uuid is not null and r.id = c.id`,
      given,
    );
  await move('approved');
  await client.query(
    `insert into access.grant (centre, id, person, role, unit, validity, request)
     select r.centre, c."grant", r.beneficiary, r.role, r.unit, tstzrange(clock_timestamp(), r.valid_until, '[)'), r.id
     from access.request r, ${copy} where r.centre = $1 and $2::uuid is not null and r.id = c.id`,
    given,
  );
  await move('applied');
}

async function copyEntries(client: pg.PoolClient, given: Given): Promise<void> {
  await client.query(
    `select count(*) from audit.append($1, (
       select jsonb_agg(jsonb_build_object('action', e.action, 'outcome', e.outcome, 'actor', e.actor, 'person', e.person,
         'client', e.client, 'about', coalesce(c.beneficiary, e.about), 'targetType', e.target_type, 'unit', coalesce(c.unit, e.unit),
         'target', case e.target_type when 'request' then c.id::text else coalesce(c.role, e.target) end,
         'after', case e.action when 'grant.started' then e.after || jsonb_build_object('grant', c."grant", 'request', c.id) else e.after end,
         'details', e.details) order by c.id, e.id)
       from audit.entry e, ${copy}
       where e.centre = $1 and (e.target = $2::uuid::text or e.action = 'grant.started' and e.after ->> 'request' = $2::uuid::text)))`,
    given,
  );
}
