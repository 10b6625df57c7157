import { expect, test } from 'vitest';
import { typesAreCurrent } from '../generate-types.ts';
import { openTestDatabase } from '../testing.ts';

test('the checked-in table types are those of the migrated database', async () => {
  const database = await openTestDatabase();
  try {
    expect(await typesAreCurrent(database.url), 'run packages/database/generate-types.ts').toBe(true);
  } finally {
    await database.drop();
  }
});
