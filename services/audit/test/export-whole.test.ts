import type { EntryExport } from '@zhiheng/contracts';
import type { TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, until, type World } from './world.ts';

/** No file is handed out that lacks what somebody has taken out of the log. */
const url = '/audit/v1/exports';
let world: World;
let service: TestService;
beforeAll(async () => {
  world = await openWorld();
  await world.owner.pool.query(
    `insert into access.role_permission (centre, role, ordinal, action, resource) values ('north', 'inspector', 7, 'export', 'entry')`,
  );
  service = await world.openService();
});
afterAll(() => world.close());

async function exported(body: object): Promise<EntryExport> {
  const caller = world.as('north', 'inspector');
  const { id } = (await service.post(caller, url, { reason: '取证', ...body })).json();
  const read = async (): Promise<EntryExport> => (await service.get(caller, `${url}/${id}`)).json();
  await until(async () => !['queued', 'running'].includes((await read()).state));
  return read();
}

it('an export of what a superuser has deleted a part of fails and says why; one that it does not touch is made', async () => {
  const [, taken] = await world.append('north', { item: 'a' }, { item: 'a' }, { item: 'b' });
  await world.settled('north');
  expect(await exported({ format: 'csv', filters: { item: 'a' } })).toMatchObject({ state: 'ready', entries: 2 });
  const client = await world.owner.pool.connect();
  await client.query('set session_replication_role = replica');
  await client.query('delete from audit.entry where id = $1', [taken]);
  client.release(true);
  for (const format of ['csv', 'ndjson', 'xlsx', 'bundle'])
    expect(await exported({ format, filters: { item: 'a' } })).toMatchObject({
      state: 'failed',
      failure: 'entries-missing',
    });
  expect(await exported({ format: 'csv', filters: { item: 'b' } })).toMatchObject({ state: 'ready', entries: 1 });
});
