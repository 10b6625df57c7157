import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openTestDatabase } from '@zhiheng/database/testing';
import { describe, expect, test } from 'vitest';
import { asPerson } from '../support/api.ts';
import { zhiheng } from '../support/process.ts';
import { Starts } from './starts.ts';

const starts = Starts.ofThisFile();

describe('what prevents a start gets one sentence and a non-zero exit', () => {
  test('an unwritable folder', async () => {
    const file = join(starts.directory, 'file');
    await writeFile(file, '');
    expect(await starts.refused({ ZHIHENG_DATA_DIR: join(file, 'data') })).toMatch(
      /^zhiheng: The data folder .* cannot be written/,
    );
  });

  test('an unreachable DATABASE_URL, its password unseen', async () => {
    const sentence = await starts.refused({ DATABASE_URL: 'postgres://someone:secret@127.0.0.1:1/none' });
    expect(sentence).toMatch(
      /^zhiheng: PostgreSQL at postgres:\/\/someone@127\.0\.0\.1:1\/none cannot be reached: .*ECONNREFUSED/,
    );
    expect(sentence).not.toContain('secret');
  });

  test('a PORT that is none, a profile that is none', async () => {
    expect(await starts.refused({ PORT: 'eighty' })).toBe(
      'zhiheng: PORT must be a whole number from 0 to 65535, not "eighty".',
    );
    expect(await starts.refused({ ZHIHENG_PROFILE: 'try' })).toContain('ZHIHENG_PROFILE');
  });
});

describe('what zhiheng cannot be told', () => {
  test('a file that is no JSON, or is not there; a command that is none', async () => {
    const path = join(starts.directory, 'catalogue.json');
    await writeFile(path, '{"centre":');
    expect(await zhiheng(['import', path])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('not well-formed JSON'),
    });
    expect(await zhiheng(['import', join(starts.directory, 'none.json')])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('ENOENT'),
    });
    expect(await zhiheng(['fly'])).toMatchObject({ code: 2, stderr: expect.stringContaining('import FILE') });
  });
});

describe('DATABASE_URL', () => {
  test('is used as it is: no embedded server starts', async () => {
    const database = await openTestDatabase();
    try {
      const { command, origin } = await starts.startReady({ DATABASE_URL: database.url });
      expect((await (await asPerson(origin, 'newcomer')).get('/api/v1/me')).status).toBe(200);
      expect(existsSync(join(starts.directory, 'postgres'))).toBe(false);
      await command.stop();
    } finally {
      await database.drop();
    }
  });
});
