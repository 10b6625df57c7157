import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { serviceNames } from '@zhiheng/database';
import { beforeAll, describe, expect, test } from 'vitest';
import { readText, root } from './files/checkout.ts';
import { type Compose, type ComposeService, interpolate, ownServices, readCompose } from './files/compose.ts';
import { namesInCode, ownPort } from './files/variables.ts';

const long = ['identity', 'access', 'audit', 'control', 'console'];
let compose: Compose;
let own: [string, ComposeService][];
const service = (name: string) => compose.services[name] as ComposeService;

beforeAll(async () => {
  compose = await readCompose({ ZHIHENG_ORIGIN: 'https://zhiheng.example.gov.cn' });
  own = ownServices(compose);
});

describe('what runs', () => {
  test('one image of ours, others by name and version, none by host or as the latest', () => {
    expect(own.map(([name]) => name).sort()).toEqual([...long, 'import', 'migrate', 'witness'].sort());
    expect(new Set(own.map(([, { image }]) => image))).toEqual(new Set(['zhiheng:0.1.0']));
    for (const { image } of Object.values(compose.services)) expect(image).toMatch(/^[a-z]+:\d[\w.-]*$/);
    expect(service('postgres').image).toBe('postgres:18');
    for (const [, { build }] of own) {
      expect(join('deploy', build?.context as string)).toBe('.');
      expect(existsSync(join(root, build?.dockerfile as string))).toBe(true);
    }
  });

  test("every service's command is a file of the project", () => {
    for (const name of long) expect(service(name).command).toEqual([`services/${name}/main.ts`]);
    for (const [name, { command = [] }] of own) expect(existsSync(join(root, command[0] as string)), name).toBe(true);
    expect(service('migrate').command).toEqual(['packages/cli/main.ts', 'migrate']);
  });

  test('every variable is one that our code reads; each service listens where its own code would', async () => {
    const names = await namesInCode();
    for (const [name, { environment = {} }] of own)
      for (const variable of Object.keys(environment)) expect(names.has(variable), `${name}: ${variable}`).toBe(true);
    for (const name of long) expect(Number(service(name).environment?.PORT)).toBe(await ownPort(name));
    expect(service('access').environment).toMatchObject({
      ZHIHENG_PROFILE: 'production',
      ZHIHENG_TRUSTED_PROXIES: '1',
    });
  });

  test('the services wait for the migrations, the proxy for healthy services', () => {
    for (const name of serviceNames)
      expect(service(name).depends_on).toEqual({ migrate: { condition: 'service_completed_successfully' } });
    expect(service('migrate').depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
    expect(service('migrate').restart).toBe('no');
    const waits = Object.fromEntries(long.map((name) => [name, { condition: 'service_healthy' }]));
    expect(service('proxy').depends_on).toEqual(waits);
    for (const name of ['postgres', 'proxy']) expect(service(name).healthcheck?.test?.[0]).toBe('CMD');
    for (const name of long) expect(service(name).healthcheck, "the image's own").toBeUndefined();
  });
});

describe('who knows what', () => {
  /** The folder, since a rotation renames the file. */
  const auditKeys = './secrets/audit:/run/audit-keys:ro';
  /** No secrets: keys that are published, and where witnesses are. */
  const witnessFiles = './witness:/run/witness:ro';
  const secretsOf = (name: string) => [...(service(name).secrets ?? [])].sort();

  test('each service has its own password, and only the log its keys', () => {
    for (const name of serviceNames) {
      expect(secretsOf(name)).toEqual([`${name}-password`, 'secret'].sort());
    }
    const given = Object.entries(compose.services).filter(([, { volumes = [] }]) => volumes.includes(auditKeys));
    expect(given.map(([name]) => name)).toEqual(['audit']);
    for (const { volumes = [] } of Object.values(compose.services))
      expect(volumes.filter((one) => one.startsWith('./secrets') && one !== auditKeys)).toEqual([]);
    expect(secretsOf('console')).toEqual([]);
    expect(secretsOf('migrate')).toEqual(['owner-password']);
    expect(secretsOf('import')).toEqual(['owner-password', 'secret']);
    expect(secretsOf('proxy')).toEqual(['tls-certificate', 'tls-key']);
    expect(secretsOf('postgres')).not.toContain('secret');
  });

  test('what the log writes outside of the database is on volumes of its own, given to nobody else', () => {
    const { ZHIHENG_LOG_ARCHIVE, ZHIHENG_LOG_SEEN } = service('audit').environment ?? {};
    const written = [`log-archive:${ZHIHENG_LOG_ARCHIVE}`, `log-seen:${ZHIHENG_LOG_SEEN}`];
    expect(service('audit').volumes).toEqual(expect.arrayContaining(written));
    for (const volume of ['log-archive', 'log-seen']) {
      const given = Object.entries(compose.services).filter(([, { volumes = [] }]) =>
        volumes.some((one) => one.startsWith(`${volume}:`)),
      );
      expect(given.map(([name]) => name)).toEqual(['audit']);
    }
  });

  test('each signs in to the database as itself; no password stands in the file', () => {
    for (const name of serviceNames)
      expect(service(name).environment?.DATABASE_URL).toBe(`postgres://zhiheng_${name}@postgres:5432/zhiheng`);
    for (const name of ['migrate', 'import'])
      expect(service(name).environment?.DATABASE_URL).toBe('postgres://zhiheng_owner@postgres:5432/zhiheng');
    for (const [name, { environment = {}, secrets = [], volumes = [] }] of own)
      for (const [variable, value] of Object.entries(environment).filter(([key]) => key.endsWith('_FILE'))) {
        const folder = [auditKeys, witnessFiles].find((one) => value.startsWith(`${one.split(':')[1]}/`));
        const inFolder = folder !== undefined && volumes.includes(folder);
        expect(inFolder || secrets.includes(value.replace('/run/secrets/', '')), `${name}: ${variable}`).toBe(true);
      }
  });

  test('every secret and every mounted file is there, or made by make-secrets.ts, or the certificate', async () => {
    const script = await readText('deploy/make-secrets.ts');
    const { ZHIHENG_LOG_KEY_FILE, ZHIHENG_PERSONAL_KEY_FILE } = service('audit').environment ?? {};
    for (const path of [ZHIHENG_LOG_KEY_FILE, ZHIHENG_PERSONAL_KEY_FILE])
      expect(script).toContain(`'${path?.replace('/run/audit-keys/', 'audit/')}':`);
    for (const [name, { file }] of Object.entries(compose.secrets)) {
      expect(file).toBe(`./secrets/${name}`);
      if (!name.startsWith('tls-')) expect(script).toMatch(new RegExp(`^ {2}'?${name.replace('.', '\\.')}'?:`, 'm'));
    }
    for (const { secrets = [], volumes = [] } of Object.values(compose.services)) {
      for (const name of secrets) expect(compose.secrets).toHaveProperty([name]);
      for (const volume of volumes) {
        const [source = '', , mode] = volume.split(':');
        if (volume === auditKeys) continue;
        if (!source.startsWith('./')) expect(compose.volumes).toHaveProperty([source]);
        else expect([existsSync(join(root, 'deploy', source)), mode], source).toEqual([true, 'ro']);
      }
    }
  });
});

describe('what each may', () => {
  test('nothing written, no privilege, no more than its share, up again after a crash', () => {
    for (const [name, one] of Object.entries(compose.services)) {
      expect(one, name).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        mem_limit: expect.stringMatching(/^\d+[mg]$/),
        cpus: expect.any(Number),
        pids_limit: expect.any(Number),
      });
      if (name !== 'postgres') expect(one.cap_add, name).toBeUndefined();
      if (!['migrate', 'import'].includes(name)) expect(one.restart, name).toBe('unless-stopped');
    }
  });

  test('only the proxy, and a witness where one is wanted, is reached from outside; the database is not even reached by the proxy', () => {
    const published = Object.entries(compose.services).filter(([, { ports }]) => ports);
    expect(published.map(([name]) => name)).toEqual(['witness', 'proxy']);
    const internal = { internal: true };
    expect(compose.networks).toEqual({ outside: null, front: internal, back: internal, witness: null });
    for (const name of ['identity', 'access', 'control']) expect(service(name).networks).toEqual(['front', 'back']);
    expect(service('audit').networks).toEqual(['front', 'back', 'witness']);
    expect(service('postgres').networks).toEqual(['back']);
    expect(service('proxy').networks).toEqual(['front', 'outside']);
    expect(service('console').networks).toEqual(['front']);
  });
});

describe('a witness', () => {
  test('runs only when it is asked for, apart from database and secrets, on files that are mounted', async () => {
    const { profiles, command = [], networks, secrets, volumes, depends_on: waits, healthcheck } = service('witness');
    expect([profiles, networks, secrets, waits]).toEqual([['witness'], ['witness'], undefined, undefined]);
    expect(command.slice(0, 2)).toEqual(['packages/cli/main.ts', 'witness']);
    const given = Object.fromEntries(command.slice(2).map((word) => word.replace(/^--/, '').split('=')));
    expect(Object.keys(given)).toEqual(['folder', 'name', 'log', 'listen']);
    expect(volumes).toEqual([`witness:${given.folder}`, './witness:/run/witness:ro']);
    expect(healthcheck?.test?.join(' ')).toContain(`:${given.listen.split(':')[1]}/key`);
    // It watches no log, and the log has no witness, until somebody writes the files: they hold comments only.
    for (const path of [given.log, service('audit').environment?.ZHIHENG_WITNESS_FILE]) {
      const text = await readText(`deploy/${path.replace('/run/', '')}`);
      expect(text).toMatch(/^(#.*\n)+$/);
    }
    expect(service('audit').volumes).toContain('./witness:/run/witness:ro');
  });
});

test('variables are filled in as the Compose specification says', () => {
  expect(interpolate(`a \${A} \${B:-b} \${C:-}`, { A: '1', B: '' })).toBe('a 1 b ');
  expect(() => interpolate(`\${A:?is needed}`, {})).toThrow('A: is needed');
});
