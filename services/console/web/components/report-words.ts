import {
  bandOf,
  type ReportBreakdown,
  type ReportMeasure,
  type ReportRate,
  reportMeasures,
  reportRates,
} from '@zhiheng/contracts';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import type { Bilingual } from '../words/types.ts';
import { yuanText } from './money.ts';

/** How figures of reports are written. */
export function useReportWords() {
  const { pick, say } = useSpeech();
  return {
    measure: (id: string) => pick(reportMeasures[id as ReportMeasure] ?? { zh: id, en: id }),
    rate: (id: string) => pick(reportRates[id as ReportRate] ?? { zh: id, en: id }),
    figure(measure: string, value: number): string {
      const counts: string | undefined = reportMeasures[measure as ReportMeasure]?.counts;
      if (counts === 'fen') return yuanText(value);
      if (counts === 'seconds') return say('report.hours', { count: Math.round(value / 360) / 10 });
      return value.toLocaleString('zh-CN');
    },
    ratio: (value: number | null | undefined) => (value == null ? '—' : (Math.round(value * 100) / 100).toString()),
    key(by: ReportBreakdown, key: string, name: Bilingual): string {
      if (by === 'time') return bandOf(key);
      if (by === 'channel') return key ? pick(wordsOf('channels', key)) : '—';
      return pick(name);
    },
  };
}
