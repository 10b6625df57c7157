import { addWorkingDays } from '@zhiheng/calendar';
import { controlDefaults, type SelfCheckDraft } from '@zhiheng/contracts';
import { describe, expect, it } from 'vitest';
import { dueSteps, reminderDue } from '../escalation/steps.ts';
import { monthAfter, monthsToOpen, selfCheckDueAt } from '../month.ts';
import { answersOf, draftFaults, formOf, missingOf, placesOf } from '../self-check/form.ts';

const at = (shanghai: string) => Date.parse(`${shanghai}+08:00`);

describe('when a self-check is due', () => {
  it('is reckoned from the first working day, over holidays and the turn of the year', () => {
    // 1 to 3 January 2026 are off, Sunday 4 January is worked.
    expect(selfCheckDueAt('2025-12', addWorkingDays, 1)).toBe(at('2026-01-05T00:00'));
    expect(selfCheckDueAt('2025-12', addWorkingDays, 2)).toBe(at('2026-01-06T00:00'));
    // 1 December 2025 is a Monday: the first of its days.
    expect(selfCheckDueAt('2025-11', addWorkingDays, 1)).toBe(at('2025-12-02T00:00'));
  });

  it('is reminded of so many working days before, the latest that was reached, and not once it is late', () => {
    const due = selfCheckDueAt('2025-12', addWorkingDays, 5); // Thursday the 8th, 24:00
    const reminder = (now: string) => reminderDue(at(now), due, [3, 1], addWorkingDays);
    expect(reminder('2026-01-04T12:00')).toBeUndefined();
    expect(reminder('2026-01-05T00:00')).toBe(3);
    expect(reminder('2026-01-06T23:59')).toBe(3);
    expect(reminder('2026-01-07T00:00')).toBe(1);
    expect(reminder('2026-01-08T23:59')).toBe(1);
    expect(reminder('2026-01-09T00:00')).toBeUndefined();
  });

  it('goes a step up once that many working days after it are over: a weekend counts for none', () => {
    const due = at('2026-01-10T00:00'); // Friday the 9th, 24:00
    const { escalation } = controlDefaults.selfCheck;
    const steps = (now: string) => dueSteps({ dueAt: due, now: at(now), escalation }, addWorkingDays).length;
    expect(['2026-01-12T23:59', '2026-01-13T00:00', '2026-01-15T00:00', '2026-01-17T00:00'].map(steps)).toEqual([
      0, 1, 2, 3,
    ]);
  });

  it('wants the last month, and each since the newest there is', () => {
    expect(monthAfter('2025-12')).toBe('2026-01');
    expect(monthsToOpen('2026-01', undefined)).toEqual(['2026-01']);
    expect(monthsToOpen('2026-01', '2026-01')).toEqual(['2026-01']);
    expect(monthsToOpen('2026-01', '2025-10')).toEqual(['2025-11', '2025-12', '2026-01']);
    expect(monthsToOpen('2026-01', '2020-01')).toHaveLength(12);
  });
});

describe('the form of a section', () => {
  const item = (code: string, insurance: string) => ({ item: code, insurance, name: { zh: '名', en: 'Name' } });
  const form = formOf(
    [item('award', 'pension'), item('stop', 'pension'), item('injury', 'work-injury')],
    [
      { id: 'order', dimension: 'procedure', perGroup: true, text: { zh: '顺序', en: 'Order' } },
      { id: 'papers', dimension: 'content', perGroup: true, text: { zh: '材料', en: 'Papers' } },
      { id: 'posts', dimension: 'permissions', perGroup: false, text: { zh: '岗位', en: 'Posts' } },
    ],
  );
  const entry = (question: string, group: string | null, note?: string) => ({
    ...{ question, group, ok: note === undefined, findings: [] },
    ...(note === undefined ? {} : { note }),
  });
  const draft = (...entries: SelfCheckDraft['entries']): SelfCheckDraft => ({
    entries,
    checkedOwn: 0,
    checkedOthers: 0,
  });

  it('asks per group and once for the section, and knows what is not answered', () => {
    expect(form.groups.map(({ group, items }) => [group, items.length])).toEqual([
      ['pension', 2],
      ['work-injury', 1],
    ]);
    expect(placesOf(form)).toHaveLength(5);
    expect(missingOf(form, null)).toEqual(placesOf(form));
    expect(missingOf(form, draft(entry('order', 'pension'), entry('posts', null)))).toEqual([
      { question: 'order', group: 'work-injury' },
      { question: 'papers', group: 'pension' },
      { question: 'papers', group: 'work-injury' },
    ]);
  });

  it('takes no answer that it does not ask, none twice, no fault without a note, no item of another section', () => {
    const finding = { nature: 'error', riskLevel: 1, description: '缺签名', amountFen: null } as const;
    const faults = draftFaults(
      form,
      draft(
        entry('order', null),
        entry('posts', null),
        entry('posts', null),
        { ...entry('papers', 'pension'), ok: false },
        { ...entry('papers', 'work-injury', '缺'), findings: [{ ...finding, item: 'elsewhere' }] },
        { ...entry('order', 'pension'), findings: [{ ...finding, item: 'award' }] },
      ),
    );
    expect(faults.map(({ path }) => path)).toEqual([
      '/draft/entries/0/question',
      '/draft/entries/2',
      '/draft/entries/3/note',
      '/draft/entries/4/findings/0/item',
      '/draft/entries/5/findings',
    ]);
  });

  it('comes to four answers: a dimension is fine where each of its answers is', () => {
    const answers = answersOf(
      form,
      draft(entry('order', 'pension', '倒签'), entry('order', 'work-injury', '补签'), entry('posts', null)),
    );
    expect(answers).toEqual({
      procedure: { ok: false, note: '顺序：倒签；顺序：补签' },
      content: { ok: true },
      policyBasis: { ok: true },
      permissions: { ok: true },
    });
  });
});
