import { newId } from '@zhiheng/database';
import { describe, expect, it } from 'vitest';
import { maskText, maskValue } from '../mask.ts';
import { offerOf, sameFacts } from '../offer.ts';

// None is anybody's: made for these tests, card numbers from the ranges that networks publish for testing.
const identity = '11010519491231002X';
const card = '6222020000000000000';
const mobile = '13800138000';

describe('numbers of people are masked but for their last four characters', () => {
  it.each([
    [identity, '**************002X'],
    [identity.toLowerCase(), '**************002x'],
    ['身份证号110105194912310021，已核对', '身份证号**************0021，已核对'],
    [card, '***************0000'],
    ['4111111111111111', '************1111'],
    [mobile, '*******8000'],
    ['电话：+86 13800138000。', '电话：*** *******8000。'],
    [`${mobile}/${mobile}`, '*******8000/*******8000'],
  ])('%s', (text, masked) => {
    expect(maskText(text)).toBe(masked);
  });
});

describe('what is none stays', () => {
  it.each([
    'YL-2026-000123',
    '4111111111111112',
    '20261124193434038596',
    '12345678901',
    newId(),
    '01a20f0d7bbf729a8933138001380001',
    'sha256:13800138000a',
    '2026-11-24T19:34:34.038596Z',
    '138001380001',
  ])('%s', (text) => {
    expect(maskText(text)).toBe(text);
  });
});

it('at any depth, in names of members, and in nothing but texts', () => {
  expect(maskValue({ a: [{ b: mobile }], [card]: 1, n: 13800138000, t: true, z: null })).toEqual({
    a: [{ b: '*******8000' }],
    '***************0000': 1,
    n: 13800138000,
    t: true,
    z: null,
  });
});

describe('an entry that is handed in', () => {
  const facts = { client: 'business', correlationId: 'c-1', address: '127.0.0.1' };
  const entry = { action: 'payment.made', outcome: 'done' } as const;

  it('is masked where it is free, and a repeat of it is still the same', () => {
    const id = newId();
    const given = { ...entry, id, target: card, reason: `致电 ${mobile}`, after: { idNumber: identity } };
    const offer = offerOf(given, facts, 0);
    expect(offer.complete).toMatchObject({
      target: '***************0000',
      reason: '致电 *******8000',
      after: { idNumber: '**************002X' },
    });
    expect(sameFacts(offerOf({ ...given }, facts, 0), offer.complete)).toBe(true);
  });

  it.each(['actor', 'unit', 'item'])('is refused where it names something: %s', (field) => {
    expect(() => offerOf({ ...entry, [field]: identity.toLowerCase() }, facts, 3)).toThrow(`/3/${field}`);
    expect(offerOf({ ...entry, [field]: mobile }, facts, 0).complete).toMatchObject({ [field]: mobile });
  });
});
