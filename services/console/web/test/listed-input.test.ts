import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ChainTerms, type ItemTerms, keyOf, type Listed, type UnitTerms } from '../components/catalogue-kinds.ts';
import { listedRequest, listedValues } from '../components/listed-input.ts';

const county = JSON.parse(readFileSync(new URL('../../../standalone/county.json', import.meta.url), 'utf8')) as {
  units: UnitTerms[];
  items: ItemTerms[];
  chains: ChainTerms[];
};
const all: Listed[] = [
  ...county.units.map((one) => ({ kind: 'units' as const, one })),
  ...county.items.map((one) => ({ kind: 'items' as const, one })),
  ...county.chains.map((one) => ({ kind: 'chains' as const, one })),
];
const listed = (key: string) => all.find((one) => keyOf(one) === key) as Listed;
const asked = (key: string, changed: object) =>
  listedRequest(listed(key), { ...listedValues(listed(key)), reason: ' 调整 ', ...changed });

describe('the form of a unit, an item or a chain', () => {
  it('asks for nothing while nothing is changed', () => {
    for (const one of all) expect(listedRequest(one, listedValues(one)), keyOf(one)).toBeUndefined();
  });

  it('sends of a unit only what is another', () => {
    const input = { change: 'rule', reason: '调整' };
    expect(asked('hall', { parent: 'office' })).toEqual({ ...input, unitContent: { code: 'hall', parent: 'office' } });
    expect(asked('hall', { nameZh: '大厅' })).toMatchObject({ unitContent: { name: { zh: '大厅' } } });
    expect(asked('hall', { parent: undefined })).toBeUndefined();
  });

  it('sends an item as a whole, and of what one person does together only duties that it has', () => {
    const { duties, ...others } = county.items.find(({ code }) => code === 'enterprise-pension-award') as ItemTerms;
    const bound = [['handle', 'review', 'pay']];
    expect(asked('enterprise-pension-award', { bound })?.item).toEqual({
      ...others,
      duties,
      bound: [['handle', 'review']],
    });
    expect(asked('enterprise-pension-award', { bound: [['handle']] })).toBeUndefined();
    expect(asked('enterprise-pension-award', { duties: [] })).toBeUndefined();
  });

  it('sends all stages of a chain, without what they are silent on', () => {
    const stage = { by: 'director', of: 'centre', workingDays: 3 };
    const chain = { change: 'grant', risk: 1, stages: [stage] };
    expect(asked('grant/1/', { stages: [{ ...stage, escalateTo: undefined, quorum: null }] })?.chain).toEqual(chain);
    expect(asked('grant/1/', { stages: [stage, { of: 'centre' }] })).toBeUndefined();
  });
});
