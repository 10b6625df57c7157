import { describe, expect, test } from 'vitest';
import { County, rulesOf } from '../support/county.ts';

/** S02 一人通办: the one who handles does not review, in the case or by a further grant. */
const county = County.ofThisFile();
const unit = 'enterprise-pension';
const wish = (beneficiary: string, role: string, more: object = {}) => ({ beneficiary, role, unit, ...more });

describe('reviewing one’s own case', () => {
  test('is not permitted, and no step is stored', async () => {
    const id = await county.opened('enterprise-pension-award', unit);
    await county.done(id, 'handle', 'enterprise-pension-op1');
    expect(await county.refused(id, 'review', 'enterprise-pension-op1')).toMatchObject({
      status: 403,
      code: 'not-permitted',
    });
    expect((await county.evaluate('enterprise-pension-op1', 'review', id)).decision).toBe(false);
    expect((await county.steps(id)).map(({ duty }) => duty)).toEqual(['handle']);
  });

  test('not with one’s own token either, nor in a colleague’s name', async () => {
    const id = await county.opened('enterprise-pension-award', unit);
    await county.done(id, 'handle', 'enterprise-pension-op1');
    const path = `/api/v1/cases/${id}/steps`;
    expect((await county.post('enterprise-pension-op1', path, { duty: 'review' })).status).toBe(403);
    const named = { duty: 'review', actor: 'enterprise-pension-op3' };
    expect((await county.post('enterprise-pension-op1', path, named)).status).toBe(403);
    expect(await county.steps(id)).toHaveLength(1);
  });
});

describe('a grant of review beside handle', () => {
  test('is seen in the preview: nine items, the old grant, what would resolve it', async () => {
    const { status, body } = await county.preview(
      'enterprise-pension-op1',
      wish('enterprise-pension-op1', `${unit}-review`),
    );
    expect(status).toBe(200);
    expect(body.submittable).toBe(false);
    const conflict = body.conflicts.find(({ rule }) => rule === 'item-handle-review');
    expect(conflict?.items).toHaveLength(9);
    expect(conflict?.with).toEqual([expect.objectContaining({ role: `${unit}-handle`, grant: expect.any(String) })]);
    expect(conflict?.source).toContain('会计法');
    expect(conflict?.resolution.zh.length).toBeGreaterThan(0);
    expect(conflict?.resolution.en.length).toBeGreaterThan(0);
    expect(await county.entries({ action: 'request.submitted', person: 'enterprise-pension-op1' })).toEqual([]);
  });

  test.each(['enterprise-pension-op1', 'enterprise-pension-op2', 'enterprise-pension-head'])(
    'is refused whoever asks: %s',
    async (requester) => {
      const { status, body } = await county.ask(requester, wish('enterprise-pension-op1', `${unit}-review`));
      expect({ status, code: body.code }).toEqual({ status: 409, code: 'duty-conflict' });
      expect(rulesOf(body)).toEqual(['item-handle-review']);
      expect(await county.refusal('request.refused', requester)).toMatchObject({ reason: 'duty-conflict' });
    },
  );

  test('is refused above and below the unit as well: the rule is about the item, wherever', async () => {
    for (const where of ['centre', 'hall', 'hall-window-1']) {
      const asked = await county.ask('enterprise-pension-op1', {
        ...wish('enterprise-pension-op1', `${unit}-review`),
        unit: where,
      });
      expect(asked.status, where).toBe(409);
      expect(rulesOf(asked.body)).toContain('item-handle-review');
    }
  });

  test('for a reviewer to approve breaks item-review-approve on the eight items that have approve', async () => {
    const { status, body } = await county.ask(
      'enterprise-pension-op1',
      wish('enterprise-pension-op3', `${unit}-approve`),
    );
    expect(status).toBe(409);
    expect(rulesOf(body)).toEqual(['item-review-approve']);
    expect(body.conflicts[0]?.items).toHaveLength(8);
    expect(body.conflicts[0]?.items).not.toContain('enterprise-pension-suspension');
  });

  test('is refused through inheritance: a senior teller handles what the card section reviews', async () => {
    const asked = await county.ask('hall-head', { beneficiary: 'card-op3', role: 'senior-teller', unit: 'hall' });
    expect(asked.status).toBe(409);
    const conflict = asked.body.conflicts.find(({ rule }) => rule === 'item-handle-review');
    expect(conflict?.items).toEqual(
      expect.arrayContaining(['card-first-issue', 'card-replacement', 'card-instant-issue', 'card-pin-reset']),
    );
  });
});

describe('validity periods', () => {
  const soon = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

  test('two grants that never overlap do not conflict; a day of overlap does, and is named', async () => {
    const boundary = soon(10);
    await county.granted('enterprise-pension-op1', wish('newcomer', `${unit}-handle`, { validUntil: boundary }), [
      'enterprise-pension-head',
      'control-head',
      'director',
    ]);
    const beside = await county.preview(
      'enterprise-pension-op1',
      wish('newcomer', `${unit}-review`, { validFrom: boundary, validUntil: soon(20) }),
    );
    expect(beside.body).toMatchObject({ submittable: true, conflicts: [] });
    const start = soon(9);
    const over = await county.ask(
      'enterprise-pension-op1',
      wish('newcomer', `${unit}-review`, { validFrom: start, validUntil: soon(20) }),
    );
    expect({ status: over.status, rules: rulesOf(over.body) }).toEqual({ status: 409, rules: ['item-handle-review'] });
    expect(over.body.conflicts?.[0]).toMatchObject({ from: start, until: boundary });
  });

  test('a period that ends before it begins is refused', async () => {
    const asked = await county.ask(
      'enterprise-pension-op1',
      wish('newcomer', `${unit}-review`, { validFrom: soon(40), validUntil: soon(30) }),
    );
    expect(asked).toMatchObject({ status: 422, body: { code: 'invalid-period' } });
  });
});

test('two requests that would conflict only together: the later to take effect fails, and says by which rule', async () => {
  const wishes = ['handle', 'review'].map((duty) => ({ beneficiary: 'hall-op1', role: `card-${duty}`, unit: 'card' }));
  // A teller of the hall handles cards already, so both are about somebody who holds nothing.
  const [handle, review] = wishes.map((one) => ({ ...one, beneficiary: 'director' })) as [
    (typeof wishes)[0],
    (typeof wishes)[0],
  ];
  const first = await county.ask('card-op1', handle);
  const second = await county.ask('card-op1', review);
  expect([first.status, second.status]).toEqual([201, 201]);
  await county.approved(first.body.id, ['card-head', 'control-head']);
  let last = await county.decide('card-head', second.body.id);
  if (last.status === 200 && last.body.state === 'pending') last = await county.decide('control-head', second.body.id);
  const { body } = await county.request('card-op1', second.body.id);
  expect(body.state).not.toBe('applied');
  expect(JSON.stringify([last.body, body])).toContain('item-handle-review');
  expect(await county.may('director', 'review', 'card-replacement', 'card')).toBe(false);
});

test('nobody of the county is left in a blocking conflict', async () => {
  const { status, body } = await county.business.get<{ data: unknown[] }>('/api/v1/conflicts?effect=block');
  expect({ status, data: body.data }).toEqual({ status: 200, data: [] });
});
