import { randomUUID } from 'node:crypto';
import { maskEntry, maskText, maskValue } from '@zhiheng/contracts';
import { newId } from '@zhiheng/database';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeOf, offerOf, sameFacts } from '../offer.ts';

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
    ['6222 0200 0000 0000 000', '**** **** **** ***0 000'],
    ['6222-0200-0000-0000-000', '****-****-****-***0-000'],
    ['4111 1111 1111 1111', '**** **** **** 1111'],
    ['4111 1111-1111 1111，尾号', '**** ****-**** 1111，尾号'],
    ['4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1', '* * * * * * * * * * * * 1 1 1 1'],
    ['**4111 1111 1111 1111**', '****** **** **** 1111**'],
    ['card-4111111111111111', 'card-************1111'],
    ['110105 19491231 002X', '****** ******** 002X'],
    ['110105 1949-12-31 002X', '****** ****-**-** 002X'],
    ['110105-19491231-002-x', '******-********-002-x'],
    ['身份证１１０１０５１９４９１２３１００２Ｘ', '身份证**************００２Ｘ'],
    ['𝟜𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙𝟙。', '************𝟙𝟙𝟙𝟙。'],
    ['4111\u30001111\u00a01111\u20111111', '****\u3000****\u00a0****\u20111111'],
    ['138\u200b0013\u200b8000', '***\u200b****\u200b8000'],
    ['110105491231002', '***********1002'],
    ['110105 491231 002', '****** *****1 002'],
    ['138-0013-8000', '***-****-8000'],
    ['138 0013 8000 139 0013 8000', '*** **** 8000 *** **** 8000'],
    ['8613800138000', '*********8000'],
    ['0086-138-0013-8000', '****-***-****-8000'],
    ['2026-11-24 13800138000', '2026-11-24 *******8000'],
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
    'YL-20261124-00000123',
    '2026112400000126',
    '310000-2026-11-24',
    '01a20f0d-7bbf-729a-8933-138001380001',
    '41111111-1111-4111-8111-111111111111',
    '2026-11-14 2026-11-15 8',
    '2026-11-24 2026-11-25 2026-12-01',
    '自 2026-11-24 19:34 至 2026-12-31 09:00',
    '13800138000.00',
    '合计 13800138000 元',
    '1,380,013,800.00',
    '13 14 15 16 17 1',
  ])('%s', (text) => {
    expect(maskText(text)).toBe(text);
  });
});

it('what is masked stays as it is, whatever stands beside it', () => {
  const part = fc.constantFrom(
    ...[identity, card, mobile, '4111 1111 1111 1111', '138-0013-8000', '*', '+86 ', '3-', 'x '],
  );
  const pieces = fc.array(fc.oneof(part, fc.stringMatching(/^[0-9 -]{1,8}$/)), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(pieces, fc.constantFrom('', ' ', '-', '，'), (texts, glue) => {
      const once = maskText(texts.join(glue));
      expect(maskText(once)).toBe(once);
    }),
    { numRuns: 20_000 },
  );
});

it('a number is masked wherever single blanks and hyphens stand, and in whatever text', () => {
  const number = fc.constantFrom(identity, card, '4111111111111111');
  const gaps = fc.array(fc.constantFrom('', '', '', ' ', '-'), { minLength: 20, maxLength: 20 });
  fc.assert(
    fc.property(number, gaps, fc.constantFrom('', '卡号：', 'no. ', '（'), (digits, between, before) => {
      const written = [...digits].map((digit, place) => (place ? between[place] : '') + digit).join('');
      const left = maskText(`${before}${written}。`).replaceAll(/[^0-9Xx]/g, '');
      expect(left).toBe(digits.slice(-4));
    }),
  );
});

it('identifiers of our own services stay', () => {
  const number = (digits: number) =>
    fc.integer({ min: 0, max: 10 ** digits - 1 }).map((n) => String(n).padStart(digits, '0'));
  const time = fc
    .date({ min: new Date('2020-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((one) => one.toISOString());
  const word = fc.stringMatching(/^[a-z]{2,12}$/);
  const identifier = fc.oneof(
    fc.uuid(),
    fc.constant(null).map(newId),
    fc.constant(null).map(() => randomUUID().toUpperCase()),
    time,
    time.map((one) => one.slice(0, 10)),
    time.map((one) => one.replaceAll(/[-:TZ.]/g, '')),
    fc.tuple(word, word, number(2)).map(([a, b, n]) => `${a}-${b}-op${n}`),
    fc.tuple(fc.constantFrom('YL', 'JF', 'R'), number(6)).map(([kind, n]) => `${kind}-2026-${n}`),
    fc.tuple(time, number(8)).map(([one, n]) => `${one.slice(0, 10).replaceAll('-', '')}${n}`),
    fc.tuple(fc.nat(99_999_999), number(2)).map(([yuan, fen]) => `${yuan}.${fen}`),
    fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex')),
    fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('base64')),
  );
  fc.assert(
    fc.property(
      fc.array(identifier, { minLength: 1, maxLength: 3 }),
      fc.constantFrom('，', ' / ', '; '),
      (all, glue) => {
        const text = all.join(glue);
        expect(maskText(text)).toBe(text);
      },
    ),
    { numRuns: 20_000 },
  );
});

it('a long text of nothing but digits takes no time to speak of', () => {
  for (const text of ['1 '.repeat(30_000), '1'.repeat(60_000), '62 '.repeat(20_000), `${'1-'.repeat(30_000)}a`])
    expect(maskText(text)).toHaveLength(text.length);
});

describe('under a name that speaks of cards or accounts, no check digit is asked for', () => {
  it.each(['cardNumber', 'bankAccount', '银行卡号', '账户', '帐号', 'ｃａｒｄ'])('%s', (name) => {
    expect(maskValue({ [name]: ['4111 1111 1111 1112', { n: 4111111111111112 }], other: '4111111111111112' })).toEqual({
      [name]: ['**** **** **** 1112', { n: '************1112' }],
      other: '4111111111111112',
    });
  });
});

it('of an entry of our own what people write is masked, and what names something stays', () => {
  const id = newId();
  const entry = {
    action: 'case.opened',
    outcome: 'done',
    actor: mobile,
    case: id,
    target: card,
    targetType: 'case',
  } as const;
  const written = {
    reason: mobile,
    before: { a: identity },
    after: { b: card },
    details: { filters: { target: identity } },
  };
  expect(maskEntry({ ...entry, ...written })).toEqual({
    ...entry,
    reason: '*******8000',
    before: { a: '**************002X' },
    after: { b: '***************0000' },
    details: { filters: { target: '**************002X' } },
  });
  expect(maskEntry({ targetType: 'person', target: identity })).toMatchObject({ target: '**************002X' });
  expect(maskEntry({ targetType: 'person', target: mobile })).toMatchObject({ target: mobile });
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

it('what is settled at first sight is settled as by looking closely, which a character beyond ASCII brings about', () => {
  const apart = fc.array(fc.constantFrom('', '', '', '', '', ' ', '-'), { minLength: 16, maxLength: 16 });
  const around = fc.constantFrom('', '2026-', '1', 'x', '. ');
  let found = 0;
  fc.assert(
    fc.property(
      fc.constantFrom('', '86', '0086', '8', '008'),
      fc.constantFrom(mobile, '19912345678', '12800138000', '2026111345', '1390013'),
      apart,
      around,
      around,
      (country, number, gaps, before, after) => {
        const digits = [...country, ...number].map((digit, place) => `${gaps[place]}${digit}`);
        const text = `${before}${digits.join('')}${after}`;
        const masked = maskText(text);
        expect(maskText(`é${text}`)).toBe(`é${masked}`);
        if (masked !== text) found++;
      },
    ),
    { numRuns: 20_000 },
  );
  expect(found).toBeGreaterThan(100);
});

describe('an entry that is handed in', () => {
  const facts = { client: 'business', correlationId: 'c-1', address: '127.0.0.1' };
  const entry = { action: 'payment.made', outcome: 'done' } as const;

  it('is masked where it is free, and a repeat of it is still the same', () => {
    const id = newId();
    const given = { ...entry, id, target: card, reason: `致电 ${mobile}`, after: { idNumber: identity } };
    const offer = offerOf(given, facts, 0);
    expect(completeOf(offer)).toMatchObject({
      target: '***************0000',
      reason: '致电 *******8000',
      after: { idNumber: '**************002X' },
    });
    expect(sameFacts(offerOf({ ...given }, facts, 0), completeOf(offer))).toBe(true);
  });

  it.each(['actor', 'unit', 'item'])('is refused where it names something: %s', (field) => {
    expect(() => offerOf({ ...entry, [field]: identity.toLowerCase() }, facts, 3)).toThrow(`/3/${field}`);
    expect(completeOf(offerOf({ ...entry, [field]: mobile }, facts, 0))).toMatchObject({ [field]: mobile });
  });
});
