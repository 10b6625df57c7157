import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@zhiheng/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWitness, type WitnessProcess } from '../ledger/witness-process.ts';
import { Caller } from '../support/api.ts';
import { verifiedLog } from '../support/verified-log.ts';
import { type Backup, restore, takeBackup } from './backup.ts';
import { append, read, settled, until } from './calls.ts';
import { centre, type FaultyLog, startFaultyLog } from './faulty-log.ts';
import { Load } from './load.ts';
import { LogProcess } from './log-process.ts';
import { FaultyServer } from './server.ts';

/**
 * The procedure of deploy/README.md, "Backup and restore", carried out: a backup of a server that is written to, the loss of that server,
 * and what the audit service says of each state that it is started on again.
 */
let folder: string;
let log: FaultyLog;
let witness: WitnessProcess;
let load: Load;
let backup: Backup;
/** What was signed and cosigned when the server was lost. */
let published: number;
const undo: (() => Promise<unknown>)[] = [];

const inFolder = (name: string) => join(folder, name);
const witnesses = () => inFolder('witnesses');
const seen = () => inFolder('seen');
const sizeIn = (note: string | undefined) => Number(note?.split('\n')[1] ?? 0);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhiheng-rehearsal-'));
  await writeFile(witnesses(), '# none yet\n');
  log = await startFaultyLog(1, {
    settings: { ZHIHENG_WITNESS_FILE: witnesses(), ZHIHENG_LOG_SEEN: seen(), LOG_LEVEL: 'error' },
  });
  const [service] = log.processes as [LogProcess];
  await writeFile(inFolder('logs'), await (await fetch(`${service.origin}/audit/log/${centre}/key`)).text());
  const args = ['--folder', inFolder('witness'), '--name', 'witness.example/rehearsal', '--log', inFolder('logs')];
  witness = await startWitness(args);
  await writeFile(witnesses(), `${witness.origin}/ ${witness.vkey}\n`);
  await service.kill();
  await service.restart();

  // The write-ahead log is kept from the backup on, as an archive of it keeps it.
  const { pool } = await log.owner();
  await pool.query(`alter system set wal_keep_size = '1GB'`);
  await pool.query('select pg_reload_conf()');
  load = new Load(log, 4);
  await until(() => load.acknowledged.length > 300);
  backup = await takeBackup(log.server.url, log.server.directory);
  const before = load.acknowledged.length;
  await until(() => load.acknowledged.length > before + 300);
  await load.end();
  await settled(log);
  published = await sizeAt(service);
  await until(async () => sizeIn(await witness.checkpoint('faults/log/north')) === published);
  await service.kill();
  await log.server.kill();
}, 400_000);

afterAll(async () => {
  for (const step of undo.reverse()) await step();
  await witness?.stop();
  await log?.stop();
  await rm(folder, { recursive: true, force: true });
  await rm(backup?.folder ?? folder, { recursive: true, force: true });
}, 60_000);

const verified = (service: LogProcess) =>
  verifiedLog(new Caller(service.origin, log.authorization.replace('Bearer ', '')));
const sizeAt = async (service: LogProcess) =>
  sizeIn(await (await read(log, service, `log/${centre}/checkpoint`)).text());
const standingOf = async (service: LogProcess) =>
  (await (await read(log, service, 'v1/integrity')).json()) as {
    size: number;
    fault: string | null;
    witnesses: { fault: string | null }[];
  };
const faultOf = async (service: LogProcess) => (await standingOf(service)).fault;

async function startOn(directory: string) {
  const server = await FaultyServer.start({ directory });
  undo.push(() => server.stop());
  const start = async () => {
    const service = await LogProcess.start({ ...log.variables, DATABASE_URL: server.url });
    undo.push(() => service.stop());
    return service;
  };
  const owner = async () => {
    const database = await connect({ url: server.url, onError: () => undefined });
    undo.push(() => database.close());
    return database;
  };
  return { server, start, owner, service: await start() };
}

describe('a restore', { timeout: 400_000 }, () => {
  it('up to the last record of the write-ahead log goes on where it was: nothing acknowledged is lost, the witness cosigns', async () => {
    await cp(seen(), inFolder('seen-before'), { recursive: true });
    const { service, owner } = await startOn(await restore(backup, log.server.directory));
    expect(await sizeAt(service)).toBe(published);
    for (const id of load.acknowledged) expect((await read(log, service, `v1/entries/${id}`)).status, id).toBe(200);
    await append(log, service);
    await until(async () => sizeIn(await witness.checkpoint('faults/log/north')) > published);
    expect(await faultOf(service)).toBeNull();
    expect(await verified(service)).toMatchObject({ intact: true, findings: [] });
    // The verification is an entry itself.
    await settled({ owner });
    published = await sizeAt(service);
    await until(async () => sizeIn(await witness.checkpoint('faults/log/north')) === published);
    await service.stop();
  });

  let lacking: Awaited<ReturnType<typeof startOn>>;

  it('that lacks what was published is noticed by what the host has kept: taken in, not signed; by the witness where nothing was kept', async () => {
    lacking = await startOn(await restore(backup));
    const { service, start } = lacking;
    const restored = await sizeAt(service);
    expect(restored).toBeLessThan(published);
    expect(restored).toBeGreaterThan(0);
    await append(log, service);
    await until(async () => (await faultOf(service)) === 'rolled-back');
    expect(await verified(service)).toMatchObject({
      intact: false,
      findings: [{ kind: 'shortened', index: published }],
    });
    expect(await standingOf(service)).toMatchObject({ size: restored });
    expect(service.output).toContain('restored further');
    expect(service.output).toContain('ZHIHENG_LOG_SEEN');
    await service.stop();

    await rm(seen(), { recursive: true });
    const forgetful = await start();
    await until(async () => (await faultOf(forgetful)) === 'rolled-back');
    expect(forgetful.output).toContain('does not continue what a witness has seen');
    expect(await standingOf(forgetful)).toMatchObject({ size: restored });
    await forgetful.stop();

    // What the witness keeps stands in for what the host has lost.
    await mkdir(seen());
    await writeFile(join(seen(), centre), (await witness.checkpoint('faults/log/north')) ?? '');
    const reminded = await start();
    await until(async () => (await faultOf(reminded)) === 'rolled-back');
    expect(await standingOf(reminded)).toMatchObject({ size: restored, seen: { size: published } });
    await reminded.stop();
  });

  it('that a person has decided to go on from is signed, and the witness does not cosign it', async () => {
    await rm(seen(), { recursive: true });
    const named = await readFile(witnesses());
    await writeFile(witnesses(), '# taken out\n');
    const decided = await lacking.start();
    const restored = await sizeAt(decided);
    await append(log, decided);
    await until(async () => (await sizeAt(decided)) > restored);
    await decided.stop();

    await writeFile(witnesses(), named);
    const watched = await lacking.start();
    await until(async () => (await standingOf(watched)).witnesses[0]?.fault === 'other-history');
    expect(sizeIn(await witness.checkpoint('faults/log/north'))).toBe(published);
    await watched.stop();
  });
});
