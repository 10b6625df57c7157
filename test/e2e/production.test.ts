import { generateKeyPairSync } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { zhiheng } from '../support/process.ts';
import { signIn } from '../support/sign-in.ts';
import { Starts } from './starts.ts';

const starts = Starts.ofThisFile();

describe('production', () => {
  const keys = async () => {
    await writeFile(join(starts.directory, 'secret'), 'a-secret-that-is-long-enough-for-this-test\n');
    await mkdir(join(starts.directory, 'keys'));
    const { privateKey } = generateKeyPairSync('ed25519');
    const key = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
    await writeFile(
      join(starts.directory, 'keys', 'audit-log.json'),
      JSON.stringify({ keys: [{ createdAt: new Date().toISOString(), privateKey: key }] }),
    );
  };
  const production = { ZHIHENG_PROFILE: 'production' };
  const env = () => ({ ZHIHENG_DATA_DIR: starts.directory, ...production });

  test('a missing secret is refused with the command that makes one', async () => {
    const { code, stderr } = await starts.start(production).ended;
    expect(code).toBe(1);
    expect(stderr).toContain('openssl rand');
  });

  test('a centre is founded, its people get first passwords once, and only those let them in', async () => {
    await keys();
    const path = join(starts.directory, 'catalogue.json');
    await writeFile(path, await readFile(new URL('../../services/standalone/county.json', import.meta.url)));
    expect(await zhiheng(['import', path], env())).toMatchObject({ code: 0 });
    const { origin } = await starts.startReady(production);
    await expect(signIn(origin, 'director', 'demo-director')).rejects.toThrow();
    const given = await zhiheng(['bootstrap', 'director', 'sysadmin'], env());
    expect(given, given.stderr).toMatchObject({ code: 0 });
    const [, password] = /director {2}(\S+)/.exec(given.stdout) ?? [];
    // The password is right: what is asked for next is a second factor, and no token is given without.
    await expect(signIn(origin, 'director', password)).rejects.toThrow('登记第二因素');
    expect(await zhiheng(['bootstrap', 'director'], env())).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('has a password already'),
    });
    expect(await zhiheng(['bootstrap', 'nobody'], env())).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no active account'),
    });
  });
});
