import type { Instant, Period, Text } from './types.ts';

const DUTIES: Readonly<Record<string, Text>> = {
  handle: { zh: '经办', en: 'handle' },
  review: { zh: '复核', en: 'review' },
  approve: { zh: '审核', en: 'approve' },
  pay: { zh: '支付', en: 'pay' },
  reconcile: { zh: '对账', en: 'reconcile' },
  inspect: { zh: '稽核', en: 'inspect' },
  'administer-accounts': { zh: '账号管理', en: 'administer accounts' },
  'administer-security': { zh: '安全管理', en: 'administer security' },
  'administer-audit': { zh: '审计管理', en: 'administer audit' },
};

/** A duty in words; an action of somebody else's naming stands for itself. */
export const dutyName = (action: string): Text => DUTIES[action] ?? { zh: action, en: action };

/** Longer lists are cut: the structured answer has them whole. */
const NAMED = 12;

export function list(texts: readonly Text[]): Text {
  const named = texts.slice(0, NAMED);
  const cut = texts.length > NAMED;
  return {
    zh: named.map((text) => text.zh).join('、') + (cut ? `等${texts.length}项` : ''),
    en: named.map((text) => text.en).join(', ') + (cut ? ` and ${texts.length - NAMED} more` : ''),
  };
}

export const sentences = (parts: readonly (Text | undefined)[]): Text => {
  const given = parts.filter((part) => part !== undefined);
  return { zh: given.map((part) => part.zh).join(''), en: given.map((part) => part.en).join(' ') };
};

/** The bounded ends of a period, on the clock of Shanghai (UTC+8 without summer time); nothing if it has none. */
export function duration({ from, until }: Period): Text | undefined {
  const begins = Number.isFinite(from);
  const ends = Number.isFinite(until);
  if (!begins && !ends) return undefined;
  const zh = [begins ? `自${local(from)}起` : '', ends ? `至${local(until)}止` : ''].join('');
  const en = [begins ? `from ${local(from)}` : '', ends ? `until ${local(until)}` : ''].filter(Boolean).join(' ');
  return { zh: `${zh}（北京时间）`, en: `${en} (UTC+8)` };
}

/** The day on the calendar of Shanghai. */
export const day = (at: Instant): string => (Number.isFinite(at) ? local(at).slice(0, 10) : '…');

const SHANGHAI = 8 * 3_600_000;
const local = (at: Instant): string => new Date(at + SHANGHAI).toISOString().slice(0, 16).replace('T', ' ');

/** RFC 3339 in UTC; null for no end and no beginning. */
export const rfc3339 = (at: Instant): string | null => (Number.isFinite(at) ? new Date(at).toISOString() : null);
