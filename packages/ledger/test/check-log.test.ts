import { hash as nativeHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  appendLeaves,
  checkLog,
  compareLeaves,
  type Growth,
  type LogFault,
  type LogSource,
  resumeGrowth,
  rootFromTiles,
} from '../index.ts';
import { growLog } from './memory-log.ts';
import { entriesOf, naiveLeaf } from './naive.ts';

/** The platform's own: in plain script this file takes a minute. */
const hash = (data: Uint8Array) => nativeHash('sha256', data, 'buffer');
const size = 70_000;
const honest = entriesOf(size);
const log = growLog(honest, [size], hash);
const checkpoint = { origin: 'zhiheng.example/county', size, root: log.growth.root };
const empty = appendLeaves(0, [], [], hash);

interface Tampering {
  entries?: (list: Uint8Array[]) => void;
  /** Which hash of which tile is flipped. */
  tile?: { level: number; n: number; at: number };
  gone?: number[];
  inserted?: string[];
}

function sourceOf({ entries: change, tile: flipped, gone = [], inserted = [] }: Tampering): LogSource & {
  asked: number;
} {
  const entries = [...honest];
  change?.(entries);
  return {
    asked: 0,
    async tile({ level, n }) {
      const data = log.tiles.get(`${level}/${n}`)?.data;
      if (!data || flipped?.level !== level || flipped.n !== n) return data;
      return data.map((byte, place) => (place === flipped.at * 32 ? byte ^ 1 : byte));
    },
    async *leafTiles(first, until) {
      for (let n = first; n * 256 < until; n++) {
        this.asked++;
        const last = n === Math.floor((size - 1) / 256);
        const list = entries.slice(n * 256, last ? undefined : Math.min(n * 256 + 256, until));
        yield {
          hashes: await this.tile({ level: 0, n, width: Math.min(256, until - n * 256) }),
          entries: list.map((entry, place) => (gone.includes(n * 256 + place) ? 'missing' : entry)),
        };
      }
    },
    inserted: async () => inserted,
  };
}

async function faultsOf(tampering: Tampering, at = checkpoint, start: Growth = empty): Promise<LogFault[]> {
  const faults: LogFault[] = [];
  await checkLog(sourceOf(tampering), at, start, { hash, report: (fault) => faults.push(fault) });
  return faults;
}

const flat = (faults: LogFault[]) =>
  faults.map((fault) =>
    'index' in fault
      ? `${fault.kind} ${fault.index}`
      : 'n' in fault
        ? `${fault.kind} ${fault.level}/${fault.n}`
        : fault.kind,
  );
const text = (value: string) => new TextEncoder().encode(value);

describe('a log that is gone over', () => {
  it('as it was signed has no fault, at sizes around tiles', async () => {
    expect(await faultsOf({})).toEqual([]);
    for (const at of [0, 1, 255, 256, 257, 65_536, 65_537]) {
      const root = await rootFromTiles(at, log.readTile, hash);
      expect(await faultsOf({}, { ...checkpoint, size: at, root }), String(at)).toEqual([]);
    }
  });

  it('names each altered entry by its index', async () => {
    const places = [0, 255, 256, 65_536, 69_999];
    const entries = (list: Uint8Array[]) => {
      for (const place of places) list[place] = text('forged');
    };
    expect(flat(await faultsOf({ entries }))).toEqual(places.map((place) => `altered ${place}`));
  });

  it('names two that were exchanged, with the hashes that tell which went where', async () => {
    const entries = (list: Uint8Array[]) => {
      [list[10], list[69_000]] = [list[69_000]!, list[10]!];
    };
    const faults = (await faultsOf({ entries })) as { index: number; is: string; should: string }[];
    expect(faults.map(({ index }) => index)).toEqual([10, 69_000]);
    expect(faults[0]?.is).toBe(faults[1]?.should);
    expect(faults[1]?.is).toBe(faults[0]?.should);
  });

  it('names one that is gone, where the source says so', async () => {
    expect(flat(await faultsOf({ gone: [7, 300] }))).toEqual(['missing 7', 'missing 300']);
  });

  it('names one slipped in behind the last, and the last when it is gone', async () => {
    expect(flat(await faultsOf({ entries: (list) => list.push(text('forged')) }))).toEqual(['inserted 70000']);
    expect(flat(await faultsOf({ entries: (list) => list.pop() }))).toEqual(['missing 69999']);
  });

  it('blames a tile and not its entries, at every level', async () => {
    expect(flat(await faultsOf({ tile: { level: 0, n: 3, at: 5 } }))).toEqual(['tile 0/3']);
    expect(flat(await faultsOf({ tile: { level: 0, n: 273, at: 100 } }))).toEqual(['tile 0/273']);
    expect(flat(await faultsOf({ tile: { level: 2, n: 0, at: 0 } }))).toEqual(['tile 2/0']);
    // The hash above a leaf tile vouches for neither it nor its entries, which agree with each other and with the root.
    expect(flat(await faultsOf({ tile: { level: 1, n: 0, at: 9 } }))).toEqual(['tile 1/0']);
  });

  it('names the tile when an entry was altered together with it', async () => {
    const entries = (list: Uint8Array[]) => {
      list[800] = text('forged');
    };
    const source = sourceOf({ entries });
    const agreeing: LogSource = {
      tile: (place) => source.tile(place),
      async *leafTiles(first, until) {
        let n = first;
        for await (const leaves of source.leafTiles(first, until)) {
          const hashes = Uint8Array.from(leaves.hashes ?? []);
          if (n++ === 3) hashes.set(naiveLeaf(text('forged')), 32 * 32);
          yield { ...leaves, hashes };
        }
      },
    };
    const faults: LogFault[] = [];
    await checkLog(agreeing, checkpoint, empty, { hash, report: (fault) => faults.push(fault) });
    expect(flat(faults)).toEqual(['tile 1/0', 'tile 2/0', 'tile 0/3', 'root']);
  });

  it('names what the source says to have no place in the tree, when all of it was gone over', async () => {
    const faults = await faultsOf({ gone: [7], inserted: ['one', 'two'] });
    expect(faults).toEqual([
      { kind: 'missing', index: 7 },
      { kind: 'inserted', id: 'one' },
      { kind: 'inserted', id: 'two' },
    ]);
  });

  it('is not taken for whole when the source ends before it does', async () => {
    const source: LogSource = { ...sourceOf({}), async *leafTiles() {} };
    const check = checkLog(source, checkpoint, empty, { hash, report: () => undefined });
    await expect(check).rejects.toThrow('0 leaves of 70000');
  });

  it('names the root when it is not the one of the leaves', async () => {
    const root = Uint8Array.from(checkpoint.root, (byte, place) => (place === 0 ? byte ^ 1 : byte));
    expect(flat(await faultsOf({}, { ...checkpoint, root }))).toContain('root');
  });
});

describe('going on from a tree that was verified', () => {
  it('starts with its last full tile and reads nothing before', async () => {
    for (const at of [1, 255, 256, 257, 65_536, 66_000, size]) {
      const start = await resumeGrowth(
        sourceOf({}),
        { size: at, root: await rootFromTiles(at, log.readTile, hash) },
        hash,
      );
      expect(start?.size).toBe(at - (at % 256));
      const source = sourceOf({});
      const faults: LogFault[] = [];
      await checkLog(source, checkpoint, start!, { hash, report: (fault) => faults.push(fault) });
      expect(faults).toEqual([]);
      expect(source.asked).toBe(Math.ceil(size / 256) - Math.floor(at / 256));
    }
  });

  it('is not possible when the tiles no longer lead to its root', async () => {
    expect(await resumeGrowth(sourceOf({}), { size: 300, root: checkpoint.root }, hash)).toBeUndefined();
    const known = { size: 300, root: await rootFromTiles(300, log.readTile, hash) };
    expect(await resumeGrowth(sourceOf({ tile: { level: 0, n: 1, at: 3 } }), known, hash)).toBeUndefined();
  });
});

describe('comparing leaves', () => {
  const leaves = entriesOf(9).map(naiveLeaf);
  const without = (...places: number[]) => leaves.filter((_, place) => !places.includes(place));
  const forged = naiveLeaf(text('forged'));
  const compare = (now: Uint8Array[]) => compareLeaves(100, leaves, now).map(({ kind, index }) => `${kind} ${index}`);

  it('blames no more than was touched', () => {
    expect(compare(leaves)).toEqual([]);
    expect(compare(without(3))).toEqual(['missing 103']);
    expect(compare(without(0, 8))).toEqual(['missing 100', 'missing 108']);
    expect(compare(leaves.toSpliced(4, 0, forged))).toEqual(['inserted 104']);
    expect(compare(leaves.with(4, forged))).toEqual(['altered 104']);
    expect(compare(without(2).toSpliced(5, 0, forged))).toEqual(['missing 102', 'inserted 106']);
    expect(compare([leaves[1]!, leaves[0]!, ...leaves.slice(2)])).toEqual(['altered 100', 'altered 101']);
    expect(compare([...leaves.slice(1), leaves[0]!])).toEqual(['missing 100', 'inserted 109']);
    expect(compare([])).toHaveLength(9);
  });
});
