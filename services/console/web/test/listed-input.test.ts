import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ChainTerms, type ItemTerms, keyOf, type Listed, type UnitTerms } from '../components/catalogue-kinds.ts';
import { limitRequest } from '../components/limit-input.ts';
import { listedRequest, listedValues, newListed, newListedRequest } from '../components/listed-input.ts';

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

describe('the form of something new', () => {
  const named = { nameZh: '新', nameEn: 'New', reason: ' 增设 ' };
  const unit = { ...named, code: 'hall-window-9', kind: 'window', parent: 'hall' };
  const item = { ...newListed.items, ...named, code: 'card-reissue', unit: 'card', insurance: 'card' };
  const chain = { ...newListed.chains, unitKind: null, stages: [{ by: 'director', of: 'centre', workingDays: 3 }] };

  it('asks for nothing while it is not whole, its code is none, or is taken', () => {
    for (const kind of ['units', 'items', 'chains'] as const)
      expect(newListedRequest(kind, newListed[kind], []), kind).toBeUndefined();
    for (const code of ['Hall', '窗口', '-a', '', undefined])
      expect(newListedRequest('units', { ...unit, code } as typeof unit, []), code).toBeUndefined();
    expect(newListedRequest('units', unit, ['hall-window-9'])).toBeUndefined();
    expect(newListedRequest('items', item, ['card-reissue'])).toBeUndefined();
    expect(newListedRequest('chains', chain as never, ['grant/1/'])).toBeUndefined();
  });

  it('sends it as a whole, and nothing of whom it was tried with', () => {
    const input = { change: 'rule', reason: '增设' };
    const name = { zh: '新', en: 'New' };
    expect(newListedRequest('units', unit, [])).toEqual({
      ...input,
      unitContent: { code: 'hall-window-9', kind: 'window', parent: 'hall', name },
    });
    expect(newListedRequest('items', { ...item, performers: { handle: ['card-handle'] } }, [])?.item).toEqual({
      ...{ code: 'card-reissue', name, insurance: 'card', unit: 'card', risk: 2, movesFund: false },
      ...{ duties: ['handle', 'review'], channels: ['hall'] },
    });
    expect(newListedRequest('chains', { ...(chain as object), unitKind: 'section' }, ['grant/1/'])?.chain).toEqual({
      ...{ change: 'grant', risk: 1, unitKind: 'section' },
      stages: [{ by: 'director', of: 'centre', workingDays: 3 }],
    });
  });

  it('of a limit what is another, and what the centre has not said yet', () => {
    const usual = { risk: 2, longestDays: 732, own: false } as const;
    expect(limitRequest(usual, { longestDays: 732, reason: '规定' })).toMatchObject({ limit: { longestDays: 732 } });
    expect(limitRequest({ ...usual, own: true }, { longestDays: 732 })).toBeUndefined();
    expect(limitRequest(usual, { longestDays: null })).toBeUndefined();
    expect(limitRequest(usual, { takenBack: true })).toBeUndefined();
    const back = { limit: { risk: 2, longestDays: null } };
    expect(limitRequest({ ...usual, own: true }, { longestDays: 9, takenBack: true })).toMatchObject(back);
  });
});
