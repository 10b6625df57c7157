import { inCentre, type ServiceName } from '@zhiheng/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from './world.ts';

/** Who may use `audit.append_columns`, and for what; what it takes and stores: `checked-at-once.test.ts`. */
let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

async function append(
  service: ServiceName,
  actions: string[],
  { present = 'north', outcome = ['done'] } = {},
): Promise<unknown> {
  const database = await world.testDatabase.connect(service, { size: 1 });
  return inCentre(database, present, (transaction) =>
    sql`select audit.append_columns('north', null, ${actions}, ${outcome}, null, null, null, null, null, null, null, null, null, null, null,
      null, null, null, null, null)`.execute(transaction),
  );
}

it.each<ServiceName>(['audit', 'access'])('%s writes to the log of the present centre by it', async (service) => {
  await append(service, ['case.opened']);
  await expect(append(service, ['case.opened'], { present: 'south' })).rejects.toMatchObject({ code: '42501' });
  // A column that is shorter than others ends in nulls.
  await expect(append(service, ['case.opened', 'case.opened'])).rejects.toMatchObject({ code: '23502' });
  // What is beyond the last action would be told to nobody.
  await expect(append(service, ['case.opened'], { outcome: ['done', 'done'] })).rejects.toMatchObject({
    code: '2202E',
  });
});

it('only the log itself says by it how it is kept', async () => {
  const outcome = ['done', 'done'];
  for (const own of [
    'month.removed',
    'removal.asked',
    'retention.set',
    'hold.released',
    'erasure.asked',
    'subject.erased',
  ]) {
    await expect(append('access', ['case.opened', own], { outcome }), own).rejects.toThrow(/only the log itself/);
    await append('audit', ['case.opened', own], { outcome });
  }
  await append('access', ['months.removed', 'case.month.removed'], { outcome });
});

it.each<ServiceName>(['identity', 'control'])('%s does not use it', async (service) => {
  await expect(append(service, ['case.opened'])).rejects.toMatchObject({ code: '42501' });
});
