import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Database, freePort, startEmbeddedPostgres } from '@zhiheng/database';
import { settledServer } from '@zhiheng/database/testing';
import type { Stage } from '../../e2e/story-teller.ts';
import { readText, root } from '../files/checkout.ts';
import { ownServices, readCompose } from '../files/compose.ts';
import { Containers, type Ended, type Replacements } from './containers.ts';
import { buildImage, type Image, inventory } from './image.ts';
import { startProxy } from './proxy.ts';
import { applySettings, createRoles, postgresSettings } from './roles.ts';

/** The deployment of compose.yaml as processes of this machine, behind one origin. */
export interface Apart extends Stage {
  readonly image: Image;
  /** The files of the image before anything ran. */
  readonly files: string[];
  readonly containers: Containers;
  /** The folder that make-secrets.ts has filled. */
  readonly secrets: string;
  /** The superuser's address of the database. */
  readonly superuser: string;
}

const long = ['identity', 'access', 'audit', 'control', 'console'];

/**
 * Builds the image's folder, then does what README.md says in its order: secrets, PostgreSQL with the project's settings
 * and roles, migrations, the founding of the county (in the demo profile, for its passwords), the services, the proxy.
 */
export async function startApart(): Promise<Apart> {
  const folder = await mkdtemp(join(tmpdir(), 'zhiheng-apart-'));
  // PostgreSQL runs as another user where the tests run as root.
  await chmod(folder, 0o711);
  const undo: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (let step = undo.pop(); step; step = undo.pop()) await step();
  };
  try {
    const image = await buildImage(join(folder, 'image'));
    const files = await inventory(image.folder);
    const secrets = join(folder, 'secrets');
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    const compose = await readCompose({ ZHIHENG_ORIGIN: origin, ZHIHENG_PROFILE: 'demo', LOG_LEVEL: 'warn' });
    const addresses = await addressesOf(ownServices(compose).map(([name]) => name));
    const replacements: Replacements = [
      ['/run/secrets', secrets],
      ['/run/audit-keys', join(secrets, 'audit')],
      ['/var/lib/zhiheng/log-archive', join(folder, 'log-archive')],
      ['/var/lib/zhiheng/log-seen', join(folder, 'log-seen')],
      ['/run/witness', join(root, 'deploy/witness')],
      ['/catalogue.json', await writeCatalogue(folder)],
    ];
    const containers = new Containers(image, compose, replacements);
    must(await containers.run('import', ['deploy/make-secrets.ts', '/run/secrets']));

    const postgres = await startPostgres(join(folder, 'postgres'), secrets);
    undo.push(() => postgres.stop());
    replacements.push(['postgres:5432', new URL(postgres.url).host]);
    for (const [name, { environment }] of ownServices(compose))
      replacements.push([`${name}:${environment?.PORT}`, addresses.get(name) as string]);

    must(await containers.run('migrate'));
    must(await containers.run('import'));
    undo.push(() => containers.down());
    await Promise.all(long.map((name) => containers.up(name)));
    const proxy = await startProxy(port, addresses);
    undo.push(() => proxy.stop());
    const open: Database[] = [];
    undo.push(() => Promise.all(open.map((database) => database.close())));
    const owner = async () => {
      const database = await connect({ url: postgres.url });
      open.push(database);
      return database;
    };
    return {
      image,
      files,
      origin,
      secrets,
      superuser: postgres.url,
      database: { owner, settled: () => settledServer(postgres.url) },
      containers,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The reference county with the machine clients that the story acts through. */
async function writeCatalogue(folder: string): Promise<string> {
  const county = JSON.parse(await readText('services/standalone/county.json')) as object;
  const path = join(folder, 'catalogue.json');
  const clients = [
    {
      id: 'demo-business',
      secret: 'demo-business-secret',
      scopes: ['decide', 'cases:write', 'audit:read', 'audit:write'],
    },
    { id: 'demo-hr', secret: 'demo-hr-secret', scopes: ['scim'] },
  ];
  await writeFile(path, JSON.stringify({ ...county, clients }));
  return path;
}

async function startPostgres(directory: string, secrets: string) {
  const password = (await readFile(join(secrets, 'superuser-password'), 'utf8')).trim();
  const settings = await postgresSettings();
  const first = await startEmbeddedPostgres({ directory, password });
  await createRoles(first.url, secrets);
  await applySettings(first.url, settings);
  await first.stop();
  return startEmbeddedPostgres({ directory, password });
}

async function addressesOf(names: string[]): Promise<Map<string, string>> {
  const addresses = new Map<string, string>();
  for (const name of names) addresses.set(name, `127.0.0.1:${await freePort()}`);
  return addresses;
}

function must({ code, output }: Ended): void {
  if (code !== 0) throw new Error(`It ended with ${code}: ${output}`);
}
