import { newId } from '@zhiheng/database';
import type { County } from './open-county.ts';
import { put } from './reading.ts';

/** What the tables say at this moment, read plainly: what the history is later held against. */
export interface Snapshot {
  at: string;
  people: Map<string, { unit: string; post: string }>;
  grants: { id: string; person: string; role: string; unit: string }[];
  units: Map<string, string | null>;
  duties: Map<string, string[]>;
  roles: Map<string, { permissions: { action: string; items: string[] | null; effect: string }[]; inherits: string[] }>;
}

export async function snapshot({ owner, centre }: County): Promise<Snapshot> {
  const read = async <T>(sql: string) => (await owner.pool.query(sql, [centre])).rows as T[];
  const people = await read<{ id: string; unit: string; post: string }>(
    'select id, unit, post from access.person where centre = $1',
  );
  const units = await read<{ code: string; parent: string | null }>(
    'select code, parent from access.unit where centre = $1',
  );
  const items = await read<{ code: string; duties: string[] }>(
    'select code, duties from access.item where centre = $1',
  );
  const roles = await read<{ code: string; permissions: []; inherits: string[] }>(
    `select code, (select coalesce(json_agg(json_build_object('action', action, 'items', items, 'effect', effect)), '[]')
       from access.role_permission p where p.centre = r.centre and p.role = r.code) as permissions,
     (select coalesce(array_agg(inherits), '{}') from access.role_inheritance i where i.centre = r.centre and i.role = r.code) as inherits
     from access.role r where centre = $1`,
  );
  const grants = await read<Snapshot['grants'][number]>(
    'select id, person, role, unit from access.grant where centre = $1 and validity @> clock_timestamp()',
  );
  return {
    at: await instant({ owner }),
    people: new Map(people.map(({ id, ...where }) => [id, where])),
    grants,
    units: new Map(units.map(({ code, parent }) => [code, parent])),
    duties: new Map(items.map(({ code, duties }) => [code, duties])),
    roles: new Map(roles.map(({ code, ...content }) => [code, content])),
  };
}

/** An instant by the database's clock, with nothing at it: to the millisecond, as an answer can be asked for. */
export async function instant({ owner }: Pick<County, 'owner'>): Promise<string> {
  await owner.pool.query('select pg_sleep(0.003)');
  const { rows } = await owner.pool.query<{ at: Date }>('select clock_timestamp() as at');
  await owner.pool.query('select pg_sleep(0.003)');
  return (rows[0] as { at: Date }).at.toISOString();
}

export interface Question {
  post?: string;
  unit?: string;
  item?: string;
}

/** The grants that a question is about, by what the snapshot says. */
export function answerOf({ people, grants, units, duties, roles }: Snapshot, { post, unit, item }: Question): string[] {
  const isBelow = (code: string | null): boolean =>
    code !== null && (code === unit || isBelow(units.get(code) ?? null));
  const touches = (role: string): boolean => {
    const { permissions = [], inherits = [] } = roles.get(role) ?? {};
    return (
      permissions.some(
        ({ action, items, effect }) =>
          effect === 'allow' &&
          (action === 'manage' || duties.get(item as string)?.includes(action)) &&
          (items === null || items.includes(item as string)),
      ) || inherits.some(touches)
    );
  };
  return grants
    .filter((grant) => post === undefined || people.get(grant.person)?.post === post)
    .filter((grant) => unit === undefined || isBelow(grant.unit))
    .filter((grant) => item === undefined || touches(grant.role))
    .map(({ id }) => id)
    .sort();
}

/** Runs statements as the owner in one transaction, with the triggers awake; as any change does, it raises the epochs. */
export async function together(
  { owner, centre }: County,
  ...statements: [sql: string, values: unknown[]][]
): Promise<void> {
  const session = await owner.pool.connect();
  try {
    await session.query('begin');
    for (const [sql, values] of statements) await session.query(sql, values);
    await session.query(
      'update access.centre set epoch = epoch + 1, policy_epoch = policy_epoch + 1 where centre = $1',
      [centre],
    );
    await session.query('commit');
  } catch (error) {
    await session.query('rollback');
    throw error;
  } finally {
    session.release();
  }
}

/** What a transfer writes, as it is done. */
export const moving = (centre: string, person: string, unit: string, post: string): [string, unknown[]][] => [
  [
    `insert into access.transfer (centre, id, person, from_unit, from_post, unit, post, at, reason, client, state, closed_at, done_in, effects)
     select centre, $3, id, unit, post, $4, $5, clock_timestamp(), '-', 'test', 'done', clock_timestamp(), pg_current_xact_id(), '{}'
     from access.person where centre = $1 and id = $2 and (unit, post) is distinct from ($4, $5)`,
    [centre, person, newId(), unit, post],
  ],
  ['update access.person set unit = $3, post = $4 where centre = $1 and id = $2', [centre, person, unit, post]],
];

/** What a change of a role's content writes. */
export const writing = (
  centre: string,
  role: string,
  { action, items, inherits }: { action: string; items: string[] | null; inherits?: string | undefined },
): [string, unknown[]][] => [
  ['delete from access.role_permission where centre = $1 and role = $2', [centre, role]],
  ['delete from access.role_inheritance where centre = $1 and role = $2', [centre, role]],
  [
    `insert into access.role_permission (centre, role, ordinal, action, resource, items) values ($1, $2, 0, $3, 'case', $4)`,
    [centre, role, action, items],
  ],
  ...(inherits
    ? ([
        ['insert into access.role_inheritance (centre, role, inherits) values ($1, $2, $3)', [centre, role, inherits]],
      ] as [string, unknown[]][])
    : []),
];

/** A grant that begins, or the person's grant of that key that ends: past the triggers, as an approval would leave it. */
export async function toggleGrant(county: County, person: string, role: string, unit: string): Promise<void> {
  const { rowCount } = await county.owner.pool.query(
    `select from access.grant where centre = $1 and person = $2 and role = $3 and unit = $4 and validity @> clock_timestamp()`,
    [county.centre, person, role, unit],
  );
  const values = [county.centre, person, role, unit];
  if (rowCount)
    await put(
      county,
      `update access.grant set validity = tstzrange(lower(validity), clock_timestamp()), ended_by = 'expiry'
       where centre = $1 and person = $2 and role = $3 and unit = $4 and validity @> clock_timestamp()`,
      values,
    );
  else
    await put(
      county,
      `insert into access.grant (centre, id, person, role, unit, validity)
       values ($1, '${newId()}', $2, $3, $4, tstzrange(clock_timestamp(), null))`,
      values,
    );
}
