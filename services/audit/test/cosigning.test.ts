import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inCentre } from '@zhiheng/database';
import type { TestService } from '@zhiheng/http/testing';
import {
  checkCosignatures,
  openNote,
  parseCheckpoint,
  parseEvidence,
  parseNote,
  parseTrustedKeys,
  verifyBundle,
} from '@zhiheng/ledger';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startCosigner } from '../cosigner.ts';
import { cosignNewest, WitnessError } from '../cosigning.ts';
import { asBundle } from '../exports/bundle-format.ts';
import { verifyEd25519 } from '../log-keys.ts';
import { cosignatureLines, cosignedSize } from '../store/cosignature-store.ts';
import { newestCheckpoint } from '../store/tree-store.ts';
import { readWitnesses } from '../witnesses.ts';
import { type SmallWitness, startSmallWitness } from './small-witness.ts';
import { openWorld, until, type World } from './world.ts';

let world: World;
let service: TestService;
let witness: SmallWitness;

const logKeys = () => ['north', 'south'].flatMap((centre) => world.keys.verifiers(`test/log/${centre}`));

beforeAll(async () => {
  world = await openWorld();
  service = await world.openService();
});
afterAll(() => world.close());
beforeEach(async () => {
  witness = await startSmallWitness('witness.example/w1', logKeys);
});
afterEach(() => witness.close());

async function grow(centre = 'north', count = 3): Promise<number> {
  await world.append(centre, ...Array.from({ length: count }, () => ({})));
  await world.settled(centre);
  const checkpoint = await inCentre(world.database, centre, (transaction) => newestCheckpoint(transaction, centre));
  return checkpoint?.size ?? 0;
}

const cosignNow = (centre = 'north') => cosignNewest(world.database, centre, witness);
const knownSize = (centre = 'north') =>
  inCentre(world.database, centre, (transaction) => cosignedSize(transaction, centre, witness.id));
const served = async (query = '', centre = 'north') =>
  (await service.send(undefined, { method: 'GET', url: `/audit/log/${centre}/checkpoint${query}` })).body;
const sizeOf = (note: string) => parseCheckpoint(parseNote(note).text).size;
const failure = async (work: Promise<unknown>) => ((await work.catch((error) => error)) as WitnessError).code;

describe('a witness', () => {
  it('cosigns the newest checkpoint; its line stands below the note as any client reads it', async () => {
    const size = await grow();
    expect(await cosignNow()).toBe(true);
    const note = await served();
    expect(sizeOf(note)).toBe(size);
    const { signedBy } = await openNote(note, world.keys.verifiers('test/log/north'), verifyEd25519);
    expect(signedBy).toHaveLength(1);
    expect(await checkCosignatures(note, [witness.key], verifyEd25519)).toMatchObject([
      { holds: true, time: 1_764_000_000 },
    ]);
    expect(await cosignNow()).toBe(false);
    expect(witness.asked).toBe(1);
  });

  it('stands on evidence, as long as what it has cosigned covers every entry of that', async () => {
    const size = await grow();
    await cosignNow();
    const newest = await grow();
    const evidenceOf = async (index: number) => {
      const { rows } = await world.owner.pool.query(
        `select entry from audit.leaf where centre = 'north' and index = $1`,
        [index],
      );
      const { body } = await service.get(world.client('north', 'audit:read'), `/audit/v1/entries/${rows[0].entry}`);
      const pages = (async function* () {
        yield [JSON.parse(body)];
      })();
      const asked = { askedBy: 'x', askedAt: '', filters: {} };
      const facts = { asked, size: newest, database: world.database, centre: 'north' };
      const { value: text } = await asBundle(pages, { ...facts, keys: world.keys, witnesses: [witness] }).next();
      const bundle = parseEvidence(text ?? '');
      return verifyBundle(bundle, parseTrustedKeys(bundle.keys.join('\n')), verifyEd25519);
    };
    expect(await evidenceOf(size - 1)).toMatchObject({
      intact: true,
      checkpoint: { size },
      witnesses: [{ name: witness.key.name, state: 'signed', time: 1_764_000_000 }],
    });
    const beyond = await evidenceOf(size);
    expect(beyond).toMatchObject({ intact: true, witnesses: [{ state: 'absent' }] });
    expect(beyond.checkpoint.size).toBeGreaterThanOrEqual(newest);
  });

  it('is given the proof that the log has only grown, over tiles', async () => {
    await grow('north', 5);
    await cosignNow();
    const size = await grow('north', 300);
    expect(await cosignNow()).toBe(true);
    expect(await knownSize()).toBe(size);
    expect(witness.asked).toBe(2);
  });

  it('stands on the proof of an entry, too', async () => {
    const [id] = await world.append('north', {});
    await world.settled('north');
    const reader = world.client('north', 'audit:read');
    const proofOf = async () =>
      (await service.send(reader, { method: 'GET', url: `/audit/v1/entries/${id}/proof` })).json().checkpoint as string;
    await proofOf();
    await world.settled('north');
    await cosignNow();
    expect(await checkCosignatures(await proofOf(), [witness.key], verifyEd25519)).toMatchObject([{ holds: true }]);
  });

  it('has its last word at ?cosigned=true while the newest has yet to reach it', async () => {
    const size = await grow('south');
    expect(
      (await service.send(undefined, { method: 'GET', url: '/audit/log/nowhere/checkpoint?cosigned=true' })).statusCode,
    ).toBe(404);
    expect(
      (await service.send(undefined, { method: 'GET', url: '/audit/log/south/checkpoint?cosigned=true' })).statusCode,
    ).toBe(404);
    await cosignNow('south');
    const larger = await grow('south');
    expect(sizeOf(await served('', 'south'))).toBe(larger);
    const cosigned = await served('?cosigned=true', 'south');
    expect(sizeOf(cosigned)).toBe(size);
    expect(await checkCosignatures(cosigned, [witness.key], verifyEd25519)).toMatchObject([{ holds: true }]);
  });

  it('that has seen more than we know of is told from there on', async () => {
    await grow();
    await cosignNow();
    await grow();
    await cosignNow();
    const seen = witness.seen.get('test/log/north');
    // As if another database of ours had asked: we ourselves know nothing of this witness.
    const stranger = await startSmallWitness('witness.example/w2', logKeys);
    stranger.seen.set('test/log/north', seen!);
    const size = await grow();
    expect(await cosignNewest(world.database, 'north', stranger)).toBe(true);
    expect(stranger.asked).toBe(2);
    expect(stranger.seen.get('test/log/north')?.size).toBe(size);
    await stranger.close();
  });

  it('that has seen a larger tree, or another one, says that the log was set back or rewritten', async () => {
    const size = await grow();
    witness.seen.set('test/log/north', { size: size + 50, root: new Uint8Array(32) });
    expect(await failure(cosignNow())).toBe('other-history');
    witness.seen.set('test/log/north', { size: size - 1, root: new Uint8Array(32) });
    expect(await failure(cosignNow())).toBe('other-history');
    expect(await knownSize()).toBe(0);
  });

  it('that does not know the log refuses', async () => {
    await grow();
    const other = await startSmallWitness('witness.example/w2', () => world.keys.verifiers('test/log/elsewhere'));
    expect(await failure(cosignNewest(world.database, 'north', other))).toBe('refused');
    await other.close();
    expect(await failure(cosignNewest(world.database, 'north', other))).toBe('out-of-reach');
  });

  it('of whom no line holds has none kept', async () => {
    await grow();
    const answers: ((own: string) => { status: number; body: string })[] = [
      () => ({ status: 200, body: '' }),
      () => ({ status: 200, body: 'rubbish\n' }),
      (own) => ({ status: 200, body: own.trimEnd() }),
      (own) => ({ status: 200, body: own.replace('w1', 'w2') }),
      () => ({ status: 200, body: `${'x'.repeat(20_000)}\n` }),
      () => ({ status: 500, body: 'no' }),
      () => ({ status: 409, body: 'no size' }),
    ];
    for (const [place, answer] of answers.entries()) {
      witness.seen.clear();
      witness.instead = async (own) => answer(own.body);
      expect(await failure(cosignNow()), String(place)).toBe('out-of-reach');
    }
    expect(await knownSize()).toBe(0);
    witness.seen.clear();
    witness.instead = async (own) => ({ status: 200, body: `— stranger.example AAAAAAAA\n${own.body}` });
    await cosignNow();
    const note = await served('?cosigned=true');
    expect(note).not.toContain('stranger.example');
  });

  it('is waited for outside of any transaction', async () => {
    await grow();
    let open: number | undefined;
    witness.instead = async (own) => {
      const { rows } = await world.owner.pool.query(`select count(*)::int as open from pg_stat_activity
        where datname = current_database() and state like 'idle in transaction%'`);
      open = rows[0].open;
      return own;
    };
    await cosignNow();
    expect(open).toBe(0);
  });

  it('asked twice at once leaves one line', async () => {
    const size = await grow();
    await Promise.all([cosignNow(), cosignNow(), cosignNow()]);
    const lines = await inCentre(world.database, 'north', (transaction) =>
      cosignatureLines(transaction, 'north', size),
    );
    expect(lines.filter((line) => line.startsWith('— witness.example/w1 '))).toHaveLength(1);
  });
});

describe('what witnesses have signed', () => {
  it('is never changed, not even by the owner, and is each centre’s own', async () => {
    await grow();
    await cosignNow();
    for (const change of [
      "update audit.cosignature set line = '— x y' || chr(10)",
      'delete from audit.cosignature',
      'truncate audit.cosignature',
    ])
      await expect(world.owner.pool.query(change)).rejects.toThrow(/append-only/);
    const seenFrom = (centre: string) =>
      inCentre(world.database, centre, (transaction) =>
        transaction.selectFrom('audit.cosignature').select('centre').distinct().execute(),
      );
    expect((await seenFrom('north')).map(({ centre }) => centre)).toEqual(['north']);
    await world.found('lonely');
    expect(await seenFrom('lonely')).toEqual([]);
  });
});

describe('the cosigner', () => {
  const silent = { error: () => undefined, debug: () => undefined } as never;

  it('takes each centre’s newest checkpoint to each witness, in one of several processes', async () => {
    const second = await startSmallWitness('witness.example/w2', logKeys);
    const witnesses = [witness, second];
    const running = [1, 2].map(() => startCosigner({ database: world.database, witnesses, log: silent, every: 20 }));
    const [north, south] = [await grow('north'), await grow('south')];
    await until(() =>
      witnesses.every(
        ({ seen }) => seen.get('test/log/north')?.size === north && seen.get('test/log/south')?.size === south,
      ),
    );
    await Promise.all(running.map((each) => each.stop()));
    expect(witness.asked).toBeLessThanOrEqual(4);
    await second.close();
  });

  it('tells whose signature is missing, and goes on with the others', async () => {
    const second = await startSmallWitness('witness.example/w2', logKeys);
    witness.instead = async () => ({ status: 500, body: '' });
    await grow('north');
    const cosigner = startCosigner({ database: world.database, witnesses: [witness, second], log: silent, every: 20 });
    await until(() => cosigner.faults.has(`north ${witness.id}`) && second.seen.has('test/log/north'));
    expect(cosigner.faults.get(`north ${witness.id}`)).toBeInstanceOf(WitnessError);
    expect([...cosigner.faults.keys()].some((place) => place.includes('w2'))).toBe(false);
    await cosigner.stop();
    await second.close();
  });
});

describe('the file of witnesses', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zhiheng-witnesses-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const read = async (text: string) => {
    await writeFile(join(folder, 'witnesses'), text);
    return readWitnesses({ ZHIHENG_WITNESS_FILE: join(folder, 'witnesses') });
  };

  it('names address and key of each', async () => {
    const text = `# of the province\nhttps://witness.example/submit ${witness.vkey}\n\n`;
    expect(await read(text)).toMatchObject([{ url: 'https://witness.example/submit/', id: witness.id }]);
    expect(await readWitnesses({})).toEqual([]);
  });

  it('is refused with the faulty line', async () => {
    const line = `https://witness.example ${witness.vkey}`;
    const logKey = world.keys.vkey('test/log/north');
    for (const text of [
      'rubbish',
      'https://witness.example',
      `ftp://witness.example ${witness.vkey}`,
      `${line} more`,
      `${line}\n${line}`,
      `https://witness.example ${logKey}`,
    ])
      await expect(read(text), text).rejects.toThrow(/witness/);
    await expect(readWitnesses({ ZHIHENG_WITNESS_FILE: join(folder, 'none') })).rejects.toThrow(/cannot be read/);
  });
});
