import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readText, root } from './files/checkout.ts';
import { credentialsOf, parseUnit, readUnit, type Unit, variablesOf } from './files/systemd.ts';
import { namesInCode } from './files/variables.ts';

const instances = ['identity', 'access', 'audit', 'control', 'console'];
const unitOf = (name: string): Promise<Unit> =>
  readUnit(['migrate', 'witness'].includes(name) ? `zhiheng-${name}.service` : 'zhiheng@.service', name);
const one = (unit: Unit, key: string) => unit.get(`Service.${key}`)?.join(' ');

describe('the units', () => {
  test.each([...instances, 'migrate', 'witness'])(
    '%s starts a file of the project under /opt/zhiheng',
    async (name) => {
      const unit = await unitOf(name);
      const [node, script, ...args] = (one(unit, 'ExecStart') as string)
        .split(' ')
        .filter((word, at) => at === 0 || !/^--\w+-semi-space-size=/.test(word));
      expect([node, one(unit, 'WorkingDirectory')]).toEqual(['/usr/bin/node', '/opt/zhiheng']);
      expect(existsSync(join(root, script as string))).toBe(true);
      expect(args.slice(0, 1)).toEqual(instances.includes(name) ? [] : [name]);
    },
  );

  test('the target brings up every service that runs alone, after the migrations', async () => {
    const folders = await readdir(join(root, 'services'), { withFileTypes: true });
    const alone = folders.map(({ name }) => name).filter((name) => existsSync(join(root, 'services', name, 'main.ts')));
    expect(alone.filter((name) => name !== 'standalone').sort()).toEqual([...instances].sort());
    const target = parseUnit(await readText('deploy/systemd/zhiheng.target'));
    const wanted = target.get('Unit.Wants')?.flatMap((line) => line.split(' '));
    expect(wanted).toEqual(instances.map((name) => `zhiheng@${name}.service`));
    const unit = await unitOf('access');
    expect(unit.get('Unit.Requires')).toEqual(['zhiheng-migrate.service']);
    expect(unit.get('Unit.After')?.join(' ')).toContain('zhiheng-migrate.service');
    expect(one(await unitOf('migrate'), 'Type')).toBe('oneshot');
  });

  test.each([...instances, 'migrate', 'witness'])('%s gives up every privilege and may write nowhere', async (name) => {
    const unit = await unitOf(name);
    const hardening = {
      DynamicUser: 'yes',
      NoNewPrivileges: 'yes',
      ProtectSystem: 'strict',
      ProtectHome: 'yes',
      PrivateTmp: 'yes',
      PrivateDevices: 'yes',
      ProtectKernelTunables: 'yes',
      ProtectKernelModules: 'yes',
      ProtectControlGroups: 'yes',
      RestrictNamespaces: 'yes',
      RestrictSUIDSGID: 'yes',
      LockPersonality: 'yes',
      RestrictAddressFamilies: 'AF_INET AF_INET6 AF_UNIX',
      SystemCallFilter: '@system-service ~@privileged @resources',
    };
    for (const [key, value] of Object.entries(hardening)) expect(one(unit, key), key).toBe(value);
    expect(unit.get('Service.CapabilityBoundingSet')).toEqual([]);
    // The archive of the log, what was signed of it and what a witness has seen of it are all that is written.
    const written: Record<string, string> = {
      audit: 'zhiheng/log-archive zhiheng/log-seen',
      witness: 'zhiheng-witness',
    };
    expect(one(unit, 'StateDirectory')).toBe(written[name]);
    for (const key of ['ReadWritePaths', 'User']) expect(unit.has(`Service.${key}`), key).toBe(false);
    // V8 compiles as it runs.
    expect(unit.has('Service.MemoryDenyWriteExecute')).toBe(false);
    if (name !== 'migrate')
      expect([one(unit, 'Restart'), one(unit, 'MemoryMax')]).toEqual(['always', expect.any(String)]);
  });
});

describe('what they are told', () => {
  test.each([...instances, 'migrate'])('%s: variables that our code reads, secrets as credentials', async (name) => {
    const unit = await unitOf(name);
    const variables = variablesOf(unit);
    const names = await namesInCode();
    for (const variable of Object.keys(variables).filter((key) => !['NODE_ENV', 'NODE_OPTIONS'].includes(key)))
      expect(names.has(variable), variable).toBe(true);
    const credentials = credentialsOf(unit);
    const used = Object.values(variables).flatMap((value) => /^%d\/(.+)$/.exec(value)?.[1] ?? []);
    expect([...credentials.keys()].sort()).toEqual(used.sort());
    const script = await readText('deploy/make-secrets.ts');
    for (const path of credentials.values()) {
      // Shipped, to be filled in: no secret.
      if (path.startsWith('/etc/zhiheng/witness/')) {
        expect(existsSync(join(root, path.replace('/etc/zhiheng', 'deploy')))).toBe(true);
        continue;
      }
      expect(path).toMatch(/^\/etc\/zhiheng\/secrets\//);
      expect(script).toContain(path.replace('/etc/zhiheng/secrets/', ''));
    }
    expect(JSON.stringify([...unit])).not.toMatch(/postgres:\/\/[^@"]*:[^@"]*@/);
  });

  test('each signs in as itself, only the log has its keys, and the pages have nothing', async () => {
    for (const name of instances.slice(0, 4)) {
      const unit = await unitOf(name);
      expect(variablesOf(unit).DATABASE_URL).toBe(`postgres://zhiheng_${name}@127.0.0.1:5432/zhiheng`);
      expect(credentialsOf(unit).get('password')).toBe(`/etc/zhiheng/secrets/${name}-password`);
      for (const key of ['log-key.json', 'personal-key.json'])
        expect(credentialsOf(unit).get(key)).toBe(name === 'audit' ? `/etc/zhiheng/secrets/audit/${key}` : undefined);
    }
    const console = await unitOf('console');
    expect(credentialsOf(console).size).toBe(0);
    expect(variablesOf(console)).not.toHaveProperty('DATABASE_URL');
  });

  test('what the log writes lies in folders that systemd makes for it', async () => {
    const { ZHIHENG_LOG_ARCHIVE, ZHIHENG_LOG_SEEN } = variablesOf(await unitOf('audit'));
    expect([ZHIHENG_LOG_ARCHIVE, ZHIHENG_LOG_SEEN]).toEqual(['%S/zhiheng/log-archive', '%S/zhiheng/log-seen']);
  });

  test('a witness has the keys of the logs, its own folder and nothing else, and starts when it is asked to', async () => {
    const unit = await unitOf('witness');
    const words = (one(unit, 'ExecStart') as string).split(' ').slice(3);
    expect(words).toEqual([
      '--folder=%S/zhiheng-witness',
      '--name=%H/witness',
      '--log=%d/logs.vkey',
      '--listen=0.0.0.0:8490',
    ]);
    expect([...credentialsOf(unit)]).toEqual([['logs.vkey', '/etc/zhiheng/witness/logs.vkey']]);
    expect(existsSync(join(root, 'deploy/witness/logs.vkey'))).toBe(true);
    expect(Object.keys(variablesOf(unit))).toEqual(['NODE_ENV']);
    expect(unit.has('Service.EnvironmentFile')).toBe(false);
    expect(await readText('deploy/systemd/zhiheng.target')).not.toContain('witness');
  });

  test('the shared file names variables that our code reads, and no secret', async () => {
    const names = await namesInCode();
    for (const file of ['systemd/zhiheng.env', '.env.example']) {
      const lines = (await readText(`deploy/${file}`))
        .split('\n')
        .flatMap((line) => /^(?:# )?(\w+)=(.*)$/.exec(line) ?? []);
      const variables = lines.filter((word) => /^[A-Z_]+$/.test(word));
      expect(variables).toContain('ZHIHENG_ORIGIN');
      for (const variable of variables) {
        expect(names.has(variable), variable).toBe(true);
        expect(variable).not.toMatch(/SECRET|PASSWORD/);
      }
    }
  });
});

test('a unit that is none is refused; an empty assignment drops those before it', () => {
  expect(() => parseUnit('[Service]\nnonsense')).toThrow('nonsense');
  expect(() => parseUnit('A=b')).toThrow('A=b');
  expect(parseUnit('[S]\nA=1\nA=2\n# c\nB=1\nB=\n')).toEqual(
    new Map([
      ['S.A', ['1', '2']],
      ['S.B', []],
    ]),
  );
});
