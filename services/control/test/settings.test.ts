import { ControlSettings, controlDefaults } from '@zhiheng/contracts';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { filled } from '../settings/filled.ts';

describe('settings of internal control', () => {
  it('start from values that the schema takes', () => {
    expect([...Value.Errors(ControlSettings, controlDefaults)]).toEqual([]);
    const ids = controlDefaults.selfCheck.questions.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('keep what was approved, filled up with what came later', () => {
    const { doubts: _, ...older } = structuredClone(controlDefaults);
    older.selfCheck.dueWorkingDays = 7;
    older.selfCheck.remindWorkingDays = [];
    const now = filled(controlDefaults, { ...older, gone: true });
    expect(now).toEqual({ ...older, doubts: controlDefaults.doubts });
  });
});
