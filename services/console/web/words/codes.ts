import { actions, actWords, type Outcome, problems, thingWords } from '@zhiheng/contracts';
import type { Bilingual } from './types.ts';

const insurances: Record<string, Bilingual> = {
  all: { zh: '各险种', en: 'All' },
  pension: { zh: '养老保险', en: 'Pension' },
  unemployment: { zh: '失业保险', en: 'Unemployment' },
  'work-injury': { zh: '工伤保险', en: 'Work injury' },
  medical: { zh: '医疗保险', en: 'Medical' },
  card: { zh: '社会保障卡', en: 'Social-security card' },
};

const channels: Record<string, Bilingual> = {
  hall: { zh: '大厅', en: 'Hall' },
  online: { zh: '网上', en: 'Online' },
  outlet: { zh: '网点', en: 'Outlet' },
  village: { zh: '村级服务点', en: 'Village point' },
};

const unitKinds: Record<string, Bilingual> = {
  centre: { zh: '中心', en: 'centre' },
  'parent-liaison': { zh: '上级经办机构', en: 'parent bureau' },
  section: { zh: '股室', en: 'section' },
  hall: { zh: '服务大厅', en: 'service hall' },
  window: { zh: '窗口', en: 'window' },
  'bank-outlet': { zh: '银行网点', en: 'bank outlet' },
  'village-point': { zh: '村级服务点', en: 'village point' },
};

const outcomes: Record<Outcome, Bilingual> = {
  done: { zh: '已完成', en: 'Done' },
  allowed: { zh: '允许', en: 'Allowed' },
  denied: { zh: '拒绝', en: 'Denied' },
  failed: { zh: '失败', en: 'Failed' },
};

const vocabularies = {
  duties: actWords,
  things: thingWords,
  insurances,
  channels,
  unitKinds,
  outcomes,
  actions,
  problems,
} satisfies Record<string, Record<string, Bilingual>>;
export type Vocabulary = keyof typeof vocabularies;

/** The words of a code; one that we do not know is shown as it is. */
export const wordsOf = (vocabulary: Vocabulary, code: string): Bilingual =>
  (vocabularies[vocabulary] as Record<string, Bilingual>)[code] ?? { zh: code, en: code };

export const codesOf = (vocabulary: Vocabulary): string[] => Object.keys(vocabularies[vocabulary]);
