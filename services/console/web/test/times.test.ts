import { describe, expect, it } from 'vitest';
import {
  dueText,
  endOfDay,
  fromShanghai,
  instantText,
  periodText,
  startOfDay,
  toShanghai,
} from '../components/times.ts';
import { sayIn } from '../words/say.ts';

const say = sayIn('zh');

describe('times in Shanghai', () => {
  it('are shown there whatever the zone of the machine', () => {
    expect(instantText('2026-12-31T16:00:00.000Z')).toBe('2027-01-01 00:00:00');
    expect(instantText('2026-12-31T15:59:59.999Z')).toBe('2026-12-31 23:59:59');
  });

  it('begin and end with its days', () => {
    expect(startOfDay('2026-11-24')).toBe('2026-11-23T16:00:00.000Z');
    expect(endOfDay('2026-11-24')).toBe('2026-11-24T16:00:00.000Z');
  });

  it('name the last day of a half-open period', () => {
    const period = { validFrom: startOfDay('2026-11-01'), validUntil: endOfDay('2026-11-30') };
    expect(periodText(period, say)).toBe('2026-11-01 至 2026-11-30');
    expect(periodText({ validFrom: null, validUntil: null }, say)).toBe('长期');
  });

  it('call the end of a day 24:00', () => {
    expect(dueText(endOfDay('2026-11-27'))).toBe('2026-11-27 24:00');
    expect(dueText('2026-11-27T01:30:00Z')).toBe('2026-11-27 09:30');
  });

  it('go to a wall clock and back', () => {
    expect(toShanghai('2026-11-24T01:02:00.000Z')).toBe('2026-11-24T09:02');
    expect(fromShanghai(toShanghai('2026-11-24T17:02:00.000Z'))).toBe('2026-11-24T17:02:00.000Z');
  });
});
