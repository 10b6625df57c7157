import type { Language, Say } from '../words/types.ts';

const zone = 'Asia/Shanghai';
const tags: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };

/** An instant to the second, in Shanghai. */
export const instantText = (instant: string, language: Language): string =>
  new Intl.DateTimeFormat(tags[language], { timeZone: zone, dateStyle: 'medium', timeStyle: 'medium' }).format(
    new Date(instant),
  );

/** An instant to the minute, in Shanghai. */
export const minuteText = (instant: string, language: Language): string =>
  new Intl.DateTimeFormat(tags[language], { timeZone: zone, dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(instant),
  );

/** The Shanghai day of an instant. */
export const dayText = (instant: string, language: Language): string =>
  new Intl.DateTimeFormat(tags[language], { timeZone: zone, dateStyle: 'medium' }).format(new Date(instant));

/** The last day before an end: periods are half-open, and people name the last day that counts. */
export const lastDayText = (until: string, language: Language): string =>
  dayText(new Date(Date.parse(until) - 1).toISOString(), language);

/** A deadline: the end of a day is that day's 24:00, not the next one's beginning. */
export function dueText(due: string, language: Language): string {
  const day = lastDayText(due, language);
  return minuteOfDay(due) === 0 ? `${day} 24:00` : minuteText(due, language);
}

const minuteOfDay = (instant: string): number => Math.floor(Date.parse(instant) / 60_000 + 8 * 60) % (24 * 60);

/** 00:00 in Shanghai of a day written `YYYY-MM-DD`. */
export const startOfDay = (day: string): string => new Date(`${day}T00:00:00+08:00`).toISOString();

/** 00:00 in Shanghai of the day after. */
export const endOfDay = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00+08:00`) + 24 * 60 * 60 * 1000).toISOString();

export function periodText(
  { validFrom, validUntil }: { validFrom: string | null; validUntil: string | null },
  language: Language,
  say: Say,
): string {
  const from = validFrom && dayText(validFrom, language);
  const until = validUntil && lastDayText(validUntil, language);
  if (from && until) return say('fromUntil', { from, until });
  if (from) return say('from', { from });
  return until ? say('until', { until }) : say('forever');
}

/** The instant of a Shanghai wall clock `YYYY-MM-DDTHH:mm`. */
export const fromShanghai = (wall: string): string => new Date(`${wall}:00+08:00`).toISOString();

/** The Shanghai wall clock of an instant, `YYYY-MM-DDTHH:mm`. */
export const toShanghai = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 60 * 60 * 1000).toISOString().slice(0, 16);
