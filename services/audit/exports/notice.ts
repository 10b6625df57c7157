import type { RemovedMonth } from '@zhiheng/contracts';
import type { Searched } from '../archive/searchable.ts';
import type { Language } from './columns.ts';

/** What a file says of entries that were asked for and that nobody can have any more; without members there are none. */
export type Notice = Pick<Searched, 'searchableFrom' | 'removed'>;

/** The same in words, a line each: what a reader of the table meets first. */
export function noticeLines({ searchableFrom, removed = [] }: Notice, language: Language): string[] {
  if (!searchableFrom) return [];
  const { head, month } = words[language];
  return [head(searchableFrom), ...removed.map(month)];
}

const words = {
  zh: {
    head: (from: string) => `注意：本文件不含 ${from} 之前已移除的记录`,
    month: ({ month, entries, firstIndex, lastIndex, removal }: RemovedMonth) =>
      `${month}：${entries} 条（序号 ${firstIndex} 至 ${lastIndex} 之间）保存期满移除，见记录 ${removal}`,
  },
  en: {
    head: (from: string) => `Note: this file lacks entries from before ${from} that were removed`,
    month: ({ month, entries, firstIndex, lastIndex, removal }: RemovedMonth) =>
      `${month}: ${entries} entries (indexes between ${firstIndex} and ${lastIndex}) removed by policy, see entry ${removal}`,
  },
};
