import { describe, expect, test } from 'vitest';
import { County, rulesOf } from '../support/county.ts';

/** Rules, role contents and exceptions change by request, each through its own chain; and never into a conflict. */
const county = County.ofThisFile();
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const role = async (code: string) =>
  (
    await county.business.get<{ permissions: { action: string; resource: string; items: string[] }[] }>(
      `/api/v1/roles/${code}`,
    )
  ).body;

describe('a role’s content', () => {
  test('that would put its holders in conflict is refused with the list, before anybody decides', async () => {
    const { permissions } = await role('enterprise-pension-handle');
    const [first] = permissions;
    const both = [...permissions, { ...first, action: 'review' }];
    const { status, body } = await county.propose('secadmin', {
      ...{ change: 'role-content', role: 'enterprise-pension-handle', content: { permissions: both } },
    });
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'duty-conflict' });
    expect(new Set(rulesOf(body))).toEqual(new Set(['item-handle-review']));
    expect(await county.refusal('request.refused', 'secadmin')).toMatchObject({ reason: 'duty-conflict' });
    expect((await role('enterprise-pension-handle')).permissions).toEqual(permissions);
  });

  test('nor through the hierarchy: a role its holders inherit', async () => {
    const { permissions } = await role('teller');
    const content = { permissions, inherits: ['card-review'] };
    const { status, body } = await county.propose('secadmin', { change: 'role-content', role: 'teller', content });
    expect(status).toBe(409);
    expect(rulesOf(body)).toContain('item-handle-review');
  });

  test('that conflicts with nobody goes through control head and director, and decides from then on', async () => {
    const { permissions } = await role('enterprise-pension-handle');
    const items = permissions[0]?.items.filter((item) => item !== 'early-retirement') ?? [];
    const content = { permissions: [{ ...permissions[0], items }] };
    const asked = await county.propose('secadmin', {
      change: 'role-content',
      role: 'enterprise-pension-handle',
      content,
    });
    expect(asked.status, JSON.stringify(asked.body)).toBe(201);
    expect(asked.body.stages.map(({ by }) => by)).toEqual(['control-head', 'director']);
    const may = () => county.may('enterprise-pension-op1', 'handle', 'early-retirement', 'enterprise-pension');
    await county.decide('control-head', asked.body.id);
    expect(await may()).toBe(true);
    expect((await county.decide('director', asked.body.id)).body.state).toBe('applied');
    expect(await may()).toBe(false);
    const id = await county.opened('early-retirement', 'enterprise-pension');
    expect((await county.refused(id, 'handle', 'enterprise-pension-op1')).code).toBe('not-permitted');
  });
});

describe('a rule', () => {
  const hallAndCard = {
    ...{ code: 'hall-and-card', kind: 'static', name: { zh: '大厅与制卡不相容', en: 'Hall and card' }, atMost: 1 },
    ...{ within: 'centre', of: [{ roles: ['teller'] }, { roles: ['card-handle'] }], effect: 'block', source: '测试' },
  };

  test('is not weakened by who administers it alone: three tiers, the last at the parent bureau', async () => {
    const asked = await county.propose('secadmin', {
      change: 'rule',
      rule: { code: 'item-handle-review', retired: true },
    });
    expect(asked.status, JSON.stringify(asked.body)).toBe(201);
    expect(asked.body.stages.map(({ by }) => by)).toEqual(['control-head', 'director', 'permission-maintainer']);
    expect((await county.decide('secadmin', asked.body.id)).status).toBe(403);
    expect((await county.decide('control-head', asked.body.id, 'reject', '不得放松')).body.state).toBe('rejected');
    const still = {
      beneficiary: 'enterprise-pension-op1',
      role: 'enterprise-pension-review',
      unit: 'enterprise-pension',
    };
    expect((await county.ask('newcomer', still)).body.code).toBe('duty-conflict');
  });

  test('that nobody breaks blocks from its approval on', async () => {
    const asked = await county.propose('secadmin', { change: 'rule', rule: hallAndCard });
    expect(asked.status, JSON.stringify(asked.body)).toBe(201);
    const wish = { beneficiary: 'hall-op1', role: 'card-handle', unit: 'card' };
    expect((await county.preview('hall-head', wish)).body.submittable).toBe(true);
    await county.approved(asked.body.id, ['control-head', 'director', 'city-maintainer']);
    const { status, body } = await county.ask('hall-head', wish);
    expect({ status, rules: rulesOf(body) }).toEqual({ status: 409, rules: ['hall-and-card'] });
  });

  test('that holders break blocks from its start, and tolerates what they hold, each with a task and a date', async () => {
    const cards = await county.business.get<{ definition: { of: object[] } }>('/api/v1/rules/cards-and-payees');
    const rule = { ...hallAndCard, code: 'cards-apart', of: cards.body.definition.of };
    const asked = await county.propose('secadmin', { change: 'rule', rule });
    expect(asked.status, JSON.stringify(asked.body)).toBe(201);
    await county.approved(asked.body.id, ['control-head', 'director', 'city-maintainer']);
    expect((await county.business.get('/api/v1/rules/cards-apart')).body).toMatchObject({ effect: 'block' });
    const tasks = await county.get<{ data: { username: string; because: string; dueAt: string }[] }>(
      'control-head',
      '/api/v1/adjustments?rule=cards-apart&state=open&limit=100',
    );
    expect(tasks.body.data.map(({ username }) => username)).toEqual(expect.arrayContaining(['outlet-op1', 'card-op1']));
    for (const task of tasks.body.data) {
      expect(task.because).toBe('rule-changed');
      expect(Date.parse(task.dueAt)).toBeGreaterThan(Date.now());
    }
  });

  test('that observes is not turned to block on those who break it', async () => {
    const asked = await county.propose('secadmin', {
      change: 'rule',
      rule: { code: 'cards-and-payees', effect: 'block' },
    });
    expect(asked).toMatchObject({ status: 409, body: { code: 'duty-conflict' } });
  });
});

describe('an exception', () => {
  const stand = { change: 'exception', beneficiary: 'finance-op7', rule: 'pay-reconcile', controlOwner: 'inspector' };
  const wanted = { ...stand, validUntil: inDays(7), compensatingControl: '稽核内控股逐笔核对支付与对账' };
  const pay = { beneficiary: 'finance-op7', role: 'finance-pay', unit: 'finance' };

  test('has an end, a control, and an owner who is another person', async () => {
    const { compensatingControl: _, ...uncontrolled } = wanted;
    const { validUntil: __, ...endless } = wanted;
    const own = { ...wanted, controlOwner: 'finance-op7' };
    for (const wrong of [uncontrolled, endless, own])
      expect(await county.propose('finance-head', wrong)).toMatchObject({
        status: 400,
        body: { code: 'invalid-request' },
      });
  });

  test('goes through the highest tier, and lifts that rule for that person and time only', async () => {
    const asked = await county.propose('finance-head', wanted);
    expect(asked.status, JSON.stringify(asked.body)).toBe(201);
    expect(asked.body.stages.map(({ by }) => by)).toEqual(['control-head', 'director', 'permission-maintainer']);
    const week = { ...pay, validUntil: inDays(6) };
    await county.decide('control-head', asked.body.id);
    await county.decide('director', asked.body.id);
    expect((await county.ask('finance-head', week)).body.code).toBe('duty-conflict');
    expect((await county.decide('city-maintainer', asked.body.id)).body.state).toBe('applied');
    for (const beyond of [pay, { ...pay, validUntil: inDays(8) }])
      expect((await county.ask('finance-head', beyond)).body.code).toBe('duty-conflict');
    const other = await county.ask('finance-head', { ...week, beneficiary: 'finance-op1' });
    expect(rulesOf(other.body)).toContain('item-pay');
    const four = ['deputy-director', 'control-head', 'director', 'city-maintainer'];
    const granted = await county.ask('finance-head', week);
    expect(granted.status, JSON.stringify(granted.body)).toBe(201);
    await county.approved(granted.body.id, four);
    expect(await county.may('finance-op7', 'pay', 'payment-batch', 'finance')).toBe(true);
  });

  test('is listed to internal control; when it ends, the holding is a task that names what to give up', async () => {
    const list = async (path: string) =>
      (await county.get<{ data: Record<string, unknown>[] }>('inspector', path)).body.data;
    expect(await list('/api/v1/exceptions')).toMatchObject([
      { username: 'finance-op7', rule: 'pay-reconcile', state: 'active', controlOwner: 'inspector' },
    ]);
    await county.sqlPastTriggers(
      "update access.exception set validity = tstzrange(clock_timestamp() - interval '8 days', clock_timestamp() - interval '1 second')",
    );
    await expect
      .poll(() => list('/api/v1/adjustments?rule=pay-reconcile'), { timeout: 60_000, interval: 1_000 })
      .toMatchObject([{ username: 'finance-op7', because: 'exception-expired', state: 'open' }]);
    const [task] = (await list('/api/v1/adjustments?rule=pay-reconcile')) as { resolutions: { role: string }[][] }[];
    expect(task?.resolutions.flat().map(({ role }) => role)).toEqual(
      expect.arrayContaining(['finance-pay', 'finance-reconcile']),
    );
    expect(await county.entries({ action: 'exception.expired' })).toHaveLength(1);
    // Beside what a new rule tolerates until it is given up.
    const blocked = async (settling: boolean) =>
      (
        await county.business.get<{ data: { username: string; conflict: { rule: string } }[] }>(
          `/api/v1/conflicts?effect=block&settling=${settling}`,
        )
      ).body.data;
    expect((await blocked(false)).map(({ username }) => username)).toEqual(['finance-op7']);
    expect(new Set((await blocked(true)).map(({ conflict }) => conflict.rule))).toEqual(new Set(['cards-apart']));
  });
});
