import type { Say } from '../words/types.ts';

const zone = 'Asia/Shanghai';
/** The one locale that writes `YYYY-MM-DD HH:mm:ss`, which both languages read alike. */
const locale = 'sv-SE';
const toSecond = new Intl.DateTimeFormat(locale, { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });

/** An instant to the second, in Shanghai, whatever this machine's time zone. */
export const instantText = (instant: string): string => toSecond.format(new Date(instant));

/** An instant to the minute, in Shanghai. */
export const minuteText = (instant: string): string => instantText(instant).slice(0, 16);

/** The Shanghai day of an instant. */
export const dayText = (instant: string): string => instantText(instant).slice(0, 10);

/** The last day before an end: periods are half-open, and people name the last day that counts. */
export const lastDayText = (until: string): string => dayText(new Date(Date.parse(until) - 1).toISOString());

/** A deadline: the end of a day is that day's 24:00, not the next one's beginning. */
export function dueText(due: string): string {
  const day = lastDayText(due);
  return minuteOfDay(due) === 0 ? `${day} 24:00` : minuteText(due);
}

const minuteOfDay = (instant: string): number => Math.floor(Date.parse(instant) / 60_000 + 8 * 60) % (24 * 60);

/** 00:00 in Shanghai of a day written `YYYY-MM-DD`. */
export const startOfDay = (day: string): string => new Date(`${day}T00:00:00+08:00`).toISOString();

/** 00:00 in Shanghai of the day after. */
export const endOfDay = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00+08:00`) + 24 * 60 * 60 * 1000).toISOString();

export function periodText(
  { validFrom, validUntil }: { validFrom: string | null; validUntil: string | null },
  say: Say,
): string {
  const from = validFrom && dayText(validFrom);
  const until = validUntil && lastDayText(validUntil);
  if (from && until) return say('fromUntil', { from, until });
  if (from) return say('from', { from });
  return until ? say('until', { until }) : say('forever');
}

/** The instant of a Shanghai wall clock `YYYY-MM-DDTHH:mm`. */
export const fromShanghai = (wall: string): string => new Date(`${wall}:00+08:00`).toISOString();

/** The Shanghai wall clock of an instant, `YYYY-MM-DDTHH:mm`. */
export const toShanghai = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 60 * 60 * 1000).toISOString().slice(0, 16);
