import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendLeaves, emptyRoot, parseTilePath, tilePath, widthOf } from '../index.ts';
import { growLog } from './memory-log.ts';
import { entriesOf, naiveLeaf, naiveRoot } from './naive.ts';

describe('a growing tree', () => {
  it('has the same tiles and root whatever the batches were', () => {
    const entries = entriesOf(1_200);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 12 }), (batches) => {
        const size = Math.min(
          batches.reduce((sum, batch) => sum + batch, 0),
          entries.length,
        );
        const grown = growLog(entries, batches);
        const atOnce = growLog(entries.slice(0, size));
        expect(grown.growth.size).toBe(size);
        expect(grown.growth.root).toEqual(naiveRoot(entries.slice(0, size)));
        expect(grown.tiles).toEqual(atOnce.tiles);
        expect(grown.growth.edge).toEqual(atOnce.growth.edge);
      }),
      { numRuns: 60 },
    );
  });

  it('only ever extends the bytes of a tile', () => {
    const entries = entriesOf(600).map(naiveLeaf);
    const seen = new Map<string, Uint8Array>();
    let growth = appendLeaves(0, [], []);
    expect(growth.root).toEqual(emptyRoot());
    for (const leaf of entries) {
      growth = appendLeaves(growth.size, growth.edge, [leaf]);
      for (const { level, n, data } of growth.changed) {
        const before = seen.get(`${level}/${n}`) ?? new Uint8Array();
        expect(data.subarray(0, before.length)).toEqual(before);
        expect(data.length).toBe(widthOf(growth.size, level, n) * 32);
        seen.set(`${level}/${n}`, data);
      }
    }
  });

  it('refuses an edge of another size', () => {
    const { edge } = appendLeaves(0, [], entriesOf(300).map(naiveLeaf));
    for (const size of [0, 299, 301, 556]) expect(() => appendLeaves(size, edge, [])).toThrow(RangeError);
    expect(() => appendLeaves(300, edge.slice(1), [])).toThrow(RangeError);
  });

  it('has the widths that the standard works out for 70,000 leaves and for 256', () => {
    const widths = (size: number, level: number) => {
      const all = [];
      for (let n = 0; widthOf(size, level, n) > 0; n++) all.push(widthOf(size, level, n));
      return all;
    };
    expect(widths(70_000, 0)).toEqual([...Array(273).fill(256), 112]);
    expect(widths(70_000, 1)).toEqual([256, 17]);
    expect(widths(70_000, 2)).toEqual([1]);
    expect([widths(256, 0), widths(256, 1)]).toEqual([[256], [1]]);
  });
});

describe('the path of a tile', () => {
  it('is spelt as the standard spells it', () => {
    expect(tilePath({ level: 0, n: 1_234_067, width: 256 })).toBe('tile/0/x001/x234/067');
    expect(tilePath({ level: 'entries', n: 0, width: 7 })).toBe('tile/entries/000.p/7');
    expect(tilePath({ level: 63, n: 1_000, width: 255 })).toBe('tile/63/x001/000.p/255');
  });

  it('reads back as it was written', () => {
    const levels = fc.oneof(fc.integer({ min: 0, max: 63 }), fc.constant('entries' as const));
    fc.assert(
      fc.property(levels, fc.maxSafeNat(), fc.integer({ min: 1, max: 256 }), (level, n, width) => {
        expect(parseTilePath(tilePath({ level, n, width }))).toEqual({ level, n, width });
      }),
    );
  });

  it('has one spelling only', () => {
    const wrong = [
      'tile/0/0',
      'tile/00/000',
      'tile/64/000',
      'tile/0/x000/001',
      'tile/0/001/002',
      'tile/0/000.p/0',
      'tile/0/000.p/256',
      'tile/0/000.p/300',
      'tile/0/000.p/01',
      'tile/0/000.p/',
      'tile/x/000',
      'tile/0/000/',
      '/tile/0/000',
      'tile/0/x999/x999/x999/x999/x999/x999/999',
      'tile/-1/000',
      '',
    ];
    for (const path of wrong) expect(parseTilePath(path), path).toBeUndefined();
  });
});
