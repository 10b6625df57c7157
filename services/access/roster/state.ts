import type { RosterState, Said } from '@zhiheng/contracts';

const words: Record<RosterState, Said> = {
  open: { zh: '待执行', en: 'open' },
  applying: { zh: '开始执行', en: 'being applied' },
  done: { zh: '执行完毕', en: 'done' },
  stopped: { zh: '中止', en: 'stopped' },
  cancelled: { zh: '取消', en: 'cancelled' },
  expired: { zh: '过期', en: 'expired' },
};

/** A state within a sentence. */
export const stateSaid = (state: string): Said => words[state as RosterState] ?? { zh: state, en: state };
