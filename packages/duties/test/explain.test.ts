import { describe, expect, test } from 'vitest';
import { compilePolicy, explain, judge } from '../index.ts';
import { compileCounty, hold, readCounty } from './county.ts';

const policy = compileCounty();
const spring = Date.UTC(2026, 2, 1, 1, 30);

describe('explain', () => {
  const old = hold('a', 'enrolment-approve', 'enrolment');
  const asked = { ...hold('a', 'enrolment-review', 'enrolment', spring, spring + 86_400_000), id: 'asked' };

  test('says in both languages what, with which grant, when, and what to do', () => {
    const [conflict] = judge(policy, [old, asked], { proposed: ['asked'] });
    expect(explain(conflict!, policy)).toEqual({
      rule: 'item-review-approve',
      name: { zh: '同一事项复核与审核不相容', en: 'Review and approve of one item' },
      source: '权限不相容原则；会计法（2024）第二十五条',
      effect: 'block',
      items: ['key-identity-change'],
      from: '2026-03-01T01:30:00.000Z',
      until: '2026-03-02T01:30:00.000Z',
      with: [
        {
          grant: 'a/enrolment-approve',
          role: 'enrolment-approve',
          unit: 'enrolment',
          permissions: [{ action: 'approve', item: 'key-identity-change' }],
          from: null,
          until: null,
        },
      ],
      resolution: {
        zh: '涉及事项：关键身份信息变更（姓名、证件号、出生日期）。冲突的授权：“参保登记股审核岗”（参保登记股）。冲突期间：自2026-03-01 09:30起至2026-03-02 09:30止（北京时间）。解决办法：收回“参保登记股审核岗”（参保登记股）；或不授予“参保登记股复核岗”（参保登记股）。',
        en: 'Items: Key identity change. Conflicting grants: “Enrolment Section: approve” (Enrolment Section). In conflict from 2026-03-01 09:30 until 2026-03-02 09:30 (UTC+8). To resolve: revoke “Enrolment Section: approve” (Enrolment Section); or do not grant “Enrolment Section: review” (Enrolment Section).',
      },
      resolutions: [['a/enrolment-approve'], ['asked']],
    });
  });

  test('nothing proposed: all sides, with their times in UTC', () => {
    const [conflict] = judge(policy, [old, asked]);
    const { with: sides } = explain(conflict!, policy);
    expect(sides.map(({ grant, from }) => [grant, from])).toEqual([
      ['a/enrolment-approve', null],
      ['asked', '2026-03-01T01:30:00.000Z'],
    ]);
  });

  test('what breaks a rule by itself conflicts with itself, and an observed rule says so', () => {
    const [conflict] = judge(policy, [hold('a', 'card-handle', 'card')], { proposed: ['a/card-handle'] });
    const explained = explain(conflict!, policy);
    expect(explained.with.map(({ grant }) => grant)).toEqual(['a/card-handle']);
    expect(explained.resolution.zh).toContain('仅观察');
    expect(explained.resolution.en).toContain('only observes');
  });

  test('long lists are cut in the sentence, not in the data', () => {
    const own = hold('a', 'information-handle', 'information');
    const teller = hold('a', 'senior-teller', 'hall');
    const [conflict] = judge(policy, [own, teller]);
    const explained = explain(conflict!, policy);
    expect(explained.items.length).toBeGreaterThan(20);
    expect(explained.resolution.zh).toContain(`等${explained.items.length}项`);
  });

  test('an answer belongs to who asked: changing it changes no conflict', () => {
    const [conflict] = judge(policy, [old, asked]);
    const before = structuredClone(conflict);
    const explained = explain(conflict!, policy);
    explained.items.pop();
    explained.resolutions[0]!.pop();
    explained.with[0]!.permissions[0]!.action = 'other';
    expect(conflict).toEqual(before);
  });
});

describe('resolutions', () => {
  const county = readCounty();
  const one = (code: string, action: string) => ({
    ...county.roles[0]!,
    code,
    permissions: [{ action, resource: 'case', items: ['data-correction'] }],
  });
  const actions = Array.from({ length: 7 }, (_, index) => `action${index}`);
  const rule = { ...county.rules[0]!, atMost: 3, of: actions.map((action) => ({ action })) };
  const compiled = compilePolicy({ ...county, roles: actions.map((action) => one(action, action)), rules: [rule] });

  test('three of seven may stay: thirty-five ways, the first eight told', () => {
    const [conflict] = judge(
      compiled,
      actions.map((action) => hold('a', action, 'information')),
    );
    expect(conflict!.resolutions).toHaveLength(8);
    for (const set of conflict!.resolutions) expect(new Set(set).size).toBe(4);
    expect(new Set(conflict!.resolutions.map(String)).size).toBe(8);
  });

  test('the few before the many', () => {
    const pair = { ...rule, atMost: 1, of: actions.slice(0, 2).map((action) => ({ action })) };
    const two = compilePolicy({ ...county, roles: actions.map((action) => one(action, action)), rules: [pair] });
    const many = Array.from({ length: 30 }, (_, index) => ({
      ...hold('a', 'action0', 'information'),
      id: `many${index}`,
    }));
    const [conflict] = judge(two, [...many, hold('a', 'action1', 'information')]);
    expect(conflict!.resolutions[0]).toEqual(['a/action1']);
    expect(conflict!.resolutions.map((set) => set.length)).toEqual([1, 30]);
  });

  test('a tangle beyond any search still gets a minimal way out', () => {
    const wide = Array.from({ length: 40 }, (_, index) => `wide${index}`);
    const tangled = { ...rule, atMost: 20, of: wide.map((action) => ({ action })) };
    const big = compilePolicy({ ...county, roles: wide.map((action) => one(action, action)), rules: [tangled] });
    const all = wide.map((action) => hold('a', action, 'information'));
    const [conflict] = judge(big, all);
    expect(conflict!.resolutions.length).toBeGreaterThan(0);
    for (const set of conflict!.resolutions) {
      expect(
        judge(
          big,
          all.filter(({ id }) => !set.includes(id)),
        ),
      ).toEqual([]);
      expect(set).toHaveLength(20);
    }
  });
});
