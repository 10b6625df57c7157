import { afterAll, beforeAll, expect, test } from 'vitest';
import { applied, ask, asked, exceptionFor, inDays, previewed } from './asking.ts';
import { type County, countyFile, openCounty } from './open-county.ts';
import { approve, decide, submit } from './requesting.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const read = async (kind: string, code: string) =>
  (await county.service.get(county.as('director'), `/api/v1/${kind}/${code}`)).json();
const contentOf = (code: string) => {
  const { name, risk, permissions } = countyFile().roles.find((role) => role.code === code) as {
    name: object;
    risk: number;
    permissions: object[];
  };
  return { name, risk, permissions };
};
const both = (code: string, action: string) => {
  const content = contentOf(code);
  const [first] = content.permissions as { resource: string; items: string[] }[];
  return { ...content, permissions: [...content.permissions, { ...first, action }] };
};
/** Holding both hall and card handling is forbidden. */
const rule = (code: string, more: object = {}) => ({
  code,
  kind: 'static',
  name: { zh: '测试规则', en: 'Test rule' },
  atMost: 1,
  within: 'centre',
  of: [{ roles: ['hall-handle'] }, { roles: ['card-handle'] }],
  effect: 'block',
  source: '测试',
  ...more,
});

test('a role’s content changes through its own chain, and decides from then on', async () => {
  const content = { ...contentOf('card-handle'), permissions: [{ action: 'read', resource: 'person' }] };
  const request = await asked(county, 'secadmin', { change: 'role-content', role: 'card-handle', content });
  expect(request).toMatchObject({ risk: 3, unit: 'centre', role: null, requester: 'secadmin' });
  expect(request.proposal).toMatchObject({ kind: 'role', role: { code: 'card-handle', ...content } });
  expect(request.stages.map(({ by }) => by)).toEqual(['control-head', 'director']);
  const almost = await approve(county, request, 1);
  expect((await read('roles', 'card-handle')).permissions).toEqual(contentOf('card-handle').permissions);
  const epoch = async () => (await county.service.get(county.as('card-op1'), '/api/v1/me')).json().policyEpoch;
  const before = await epoch();
  expect((await approve(county, almost)).state).toBe('applied');
  expect(await read('roles', 'card-handle')).toMatchObject(content);
  expect(await epoch()).not.toBe(before);
  const me = (await county.service.get(county.as('card-op1'), '/api/v1/me')).json();
  expect(me.permissions).toMatchObject([{ action: 'read', resource: 'person' }]);
  expect(await county.entries('policy.changed')).toMatchObject([{ target: 'card-handle', outcome: 'done' }]);
  await applied(county, 'secadmin', { change: 'role-content', role: 'card-handle', content: contentOf('card-handle') });
});

test('a change that would put holders in conflict is refused with the list; the preview says the same', async () => {
  const wanted = {
    change: 'role-content',
    role: 'enterprise-pension-handle',
    content: both('enterprise-pension-handle', 'review'),
  };
  const preview = await previewed(county, 'control-head', wanted);
  expect(preview).toMatchObject({ submittable: false, problem: null, role: null });
  const refused = (await ask(county, 'director', wanted)).json();
  expect(refused).toMatchObject({ status: 409, code: 'duty-conflict' });
  const people = refused.conflicts.map(({ person }: { person?: string }) => person);
  expect(people).toContain('enterprise-pension-op1');
  // Who sees nobody's business learns that somebody would be in conflict, not who.
  const clerk = (await ask(county, 'newcomer', wanted)).json();
  expect(clerk.conflicts).toHaveLength(refused.conflicts.length);
  for (const conflict of clerk.conflicts) expect(conflict).toMatchObject({ with: [], resolutions: [] });
  expect(clerk.conflicts.every((one: object) => !('person' in one))).toBe(true);
  expect((await read('roles', 'enterprise-pension-handle')).permissions).toHaveLength(1);
});

test('with all of them excepted, for as long as they hold it, it is not', async () => {
  const role = 'contribution-apprentice';
  await applied(county, 'secadmin', { change: 'role-content', role, content: contentOf('contribution-handle') });
  const wanted = { change: 'role-content', role, content: both('contribution-handle', 'review') };
  const grant = { change: 'grant', beneficiary: 'newcomer', role, unit: 'contribution', validUntil: inDays(20) };
  await applied(county, 'contribution-op1', grant);
  await applied(county, 'secadmin', exceptionFor('newcomer', 'item-handle-review', 10));
  expect((await ask(county, 'director', wanted)).json().code).toBe('duty-conflict');
  await applied(county, 'secadmin', exceptionFor('newcomer', 'item-handle-review', 30));
  await applied(county, 'secadmin', wanted);
  expect((await read('roles', role)).permissions).toHaveLength(2);
});

test('a new role is a role as any other', async () => {
  const content = { name: { zh: '新岗', en: 'New' }, risk: 1, permissions: [], inherits: ['inspector'] };
  await applied(county, 'secadmin', { change: 'role-content', role: 'new-role', content });
  expect(await read('roles', 'new-role')).toMatchObject({ code: 'new-role', ...content });
  const unnamed = { change: 'role-content', role: 'other-role', content: { permissions: [] } };
  expect((await ask(county, 'secadmin', unnamed)).json()).toMatchObject({ code: 'invalid-request' });
});

test('what could not be judged by is refused with its path', async () => {
  const cases = [
    [{ change: 'role-content', role: 'inspector', content: { permissions: [], inherits: ['nobody'] } }, 'unknown-code'],
    [{ change: 'role-content', role: 'inspector', content: { permissions: [], inherits: ['inspector'] } }, undefined],
    [
      {
        change: 'role-content',
        role: 'inspector',
        content: { permissions: [{ action: 'read', resource: 'entry', conditions: { nothing: 1 } }] },
      },
      'invalid-request',
    ],
    [{ change: 'rule', rule: rule('bad', { of: [{ roles: ['nobody'] }, { action: 'handle' }] }) }, 'unknown-code'],
    [{ change: 'rule', rule: { code: 'bad', effect: 'block' } }, 'invalid-request'],
    [{ change: 'rule', rule: rule('bad', { atMost: 5 }) }, 'invalid-request'],
    [{ change: 'rule', rule: { code: 'no-such-rule', retired: true } }, 'unknown-code'],
    [
      { change: 'rule', unitContent: { code: 'office', parent: null, kind: 'section', name: { zh: '室', en: 'x' } } },
      undefined,
    ],
    [
      {
        change: 'rule',
        unitContent: { code: 'hall', parent: 'hall-window-1', kind: 'hall', name: { zh: '厅', en: 'x' } },
      },
      'invalid-request',
    ],
    [
      { change: 'rule', chain: { change: 'grant', risk: 1, stages: [{ by: 'nobody', of: 'centre', workingDays: 1 }] } },
      'unknown-code',
    ],
    [
      {
        change: 'rule',
        chain: { change: 'rule', risk: 3, stages: [{ by: 'village-agent', of: 'centre', workingDays: 1, quorum: 9 }] },
      },
      'no-approver',
    ],
  ] as const;
  for (const [wanted, code] of cases) {
    const answer = (await ask(county, 'secadmin', wanted)).json();
    expect(answer.status, JSON.stringify([wanted, answer])).toBeGreaterThanOrEqual(400);
    if (code) expect(answer, JSON.stringify([wanted, answer])).toMatchObject({ code });
  }
});

test('items, units and chains change through the chain of rules', async () => {
  const { service, as } = county;
  const item = { ...countyFile().items.find(({ code }) => code === 'card-pin-reset') } as { risk: number };
  await applied(county, 'secadmin', { change: 'rule', item: { ...item, risk: 3 } });
  expect(await read('items', 'card-pin-reset')).toMatchObject({ risk: 3 });
  const unitContent = { code: 'hall-window-8', parent: 'hall', kind: 'window', name: { zh: '8号窗', en: 'Window 8' } };
  await applied(county, 'secadmin', { change: 'rule', unitContent });
  expect(await read('units', 'hall-window-8')).toMatchObject(unitContent);
  const stages = [{ by: 'director', of: 'centre', workingDays: 2, escalateTo: 'deputy-director' }];
  await applied(county, 'secadmin', { change: 'rule', chain: { change: 'extend', risk: 1, stages } });
  const chains = (await service.get(as('director'), '/api/v1/chains', { change: 'extend' })).json().data;
  expect(chains).toMatchObject([{ risk: 1, stages }]);
});

test('one change of one thing at a time', async () => {
  const first = await asked(county, 'secadmin', { change: 'rule', rule: { code: 'payout-chain', source: '甲' } });
  const second = await ask(county, 'newcomer', { change: 'rule', rule: { code: 'payout-chain', source: '乙' } });
  expect(second.json()).toMatchObject({ code: 'already-exists' });
  expect((await decide(county, 'control-head', first.id, 'reject', '不妥')).json().state).toBe('rejected');
  await applied(county, 'secadmin', { change: 'rule', rule: { code: 'payout-chain', source: '乙' } });
  expect(await read('rules', 'payout-chain')).toMatchObject({ source: '乙', effect: 'observe' });
});

test('a new rule that nobody breaks blocks at once; retired it is gone', async () => {
  await applied(county, 'secadmin', { change: 'rule', rule: rule('clean-rule') });
  expect(await read('rules', 'clean-rule')).toMatchObject({ effect: 'block' });
  const grant = { beneficiary: 'card-op1', role: 'hall-handle', unit: 'hall' };
  expect((await submit(county, 'newcomer', grant)).json()).toMatchObject({
    code: 'duty-conflict',
    conflicts: [{ rule: 'clean-rule' }],
  });
  const request = await applied(county, 'secadmin', { change: 'rule', rule: { code: 'clean-rule', retired: true } });
  expect(request.proposal).toMatchObject({ kind: 'rule', retired: true });
  expect((await read('rules', 'clean-rule')).code).toBe('not-found');
  await applied(county, 'newcomer', { change: 'grant', ...grant });
});

test('an observed rule does not begin anew, as one that blocks and tolerates, because it is said in another order', async () => {
  const of = [{ roles: ['enterprise-pension-handle'] }, { action: 'handle', items: ['enterprise-pension-award'] }];
  await applied(county, 'secadmin', { change: 'rule', rule: rule('in-order', { of, effect: 'observe' }) });
  const turned = rule('in-order', {
    of: [{ items: ['enterprise-pension-award'], action: 'handle' }, { roles: ['enterprise-pension-handle'] }],
  });
  const refused = (await ask(county, 'secadmin', { change: 'rule', rule: turned })).json();
  expect(refused.code).toBe('duty-conflict');
  expect(new Set(refused.conflicts.map((one: { rule: string }) => one.rule))).toEqual(new Set(['in-order']));
});

test('a new role that nobody could hold is refused, for it breaks a rule by itself', async () => {
  const role = 'contribution-handle-and-review';
  const content = both('contribution-handle', 'review');
  const refused = (await ask(county, 'secadmin', { change: 'role-content', role, content })).json();
  expect(refused.code).toBe('duty-conflict');
  expect(refused.conflicts[0].person).toBeUndefined();
});

test('a rule that blocks is not made wider over the heads of those who would break it', async () => {
  await applied(county, 'secadmin', {
    change: 'rule',
    rule: rule('new-rule', { of: [{ roles: ['hall-handle'] }, { roles: ['teller'] }] }),
  });
  const wider = rule('new-rule', {
    of: [{ roles: ['enterprise-pension-handle'] }, { roles: ['enterprise-pension-handle'] }],
    atMost: 0,
  });
  const refused = (await ask(county, 'director', { change: 'rule', rule: wider })).json();
  expect(refused).toMatchObject({ code: 'duty-conflict' });
  expect((await read('rules', 'new-rule')).effect).toBe('block');
});

test('a rule turns from observe to block by request when nobody breaks it', async () => {
  const coverPlan = { by: ['newcomer'], until: inDays(30), note: '暂由其顶岗' };
  const hall = { beneficiary: 'card-op1', role: 'hall-handle', unit: 'hall' };
  await applied(county, 'newcomer', { change: 'revoke', ...hall, coverPlan });
  await applied(county, 'secadmin', { change: 'rule', rule: rule('watched', { effect: 'observe' }) });
  expect(await read('rules', 'watched')).toMatchObject({ effect: 'observe' });
  await applied(county, 'secadmin', { change: 'rule', rule: { code: 'watched', effect: 'block' } });
  expect(await read('rules', 'watched')).toMatchObject({ effect: 'block', kind: 'static' });
});

test('a change that would break somebody by the time of its last approval fails, with the list', async () => {
  const content = both('contribution-handle', 'review');
  const role = 'contribution-handle-two';
  await applied(county, 'secadmin', { change: 'role-content', role, content: { ...contentOf('contribution-handle') } });
  const almost = await approve(county, await asked(county, 'secadmin', { change: 'role-content', role, content }), 1);
  await applied(county, 'contribution-op1', { change: 'grant', beneficiary: 'newcomer', role, unit: 'contribution' });
  const [open] = almost.stages.filter(({ state }) => state === 'open');
  const done = (await decide(county, open?.candidates[0] as string, almost.id)).json();
  expect(done).toMatchObject({ state: 'failed', failure: 'duty-conflict' });
  expect((await read('roles', role)).permissions).toHaveLength(1);
  expect(await county.entries('request.failed')).toMatchObject([{ target: almost.id, reason: 'duty-conflict' }]);
});

test('a rule is sent as it is read: flat, with or without what is said twice', async () => {
  await applied(county, 'secadmin', { change: 'rule', rule: rule('round-trip', { effect: 'observe' }) });
  const shown = await read('rules', 'round-trip');
  const { effect, atMost, within, of } = rule('round-trip', { effect: 'observe' }) as ReturnType<typeof rule> & {
    effect: string;
  };
  expect(shown).toMatchObject({ effect, atMost, within, of, definition: { atMost, within, of } });
  expect(await previewed(county, 'secadmin', { change: 'rule', rule: shown })).toMatchObject({ submittable: true });
  // What stands beside `definition` says what is meant.
  const source = '改动';
  await applied(county, 'secadmin', { change: 'rule', rule: { ...shown, source, within: 'unit' } });
  expect(await read('rules', 'round-trip')).toMatchObject({ source, within: 'unit', definition: { within: 'unit' } });
  const { atMost: _, within: __, of: ___, ...nested } = shown;
  await applied(county, 'secadmin', { change: 'rule', rule: nested });
  expect(await read('rules', 'round-trip')).toMatchObject({ within, source: shown.source });
});
