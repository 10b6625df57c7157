import { Alert } from 'antd';
import { useSay } from '../app/language.tsx';
import { minuteText } from './times.ts';

/** Says, of a moment before history was kept, that posts, units and role contents are told as they were first known. */
export function HistoryFrom({ moment, from }: { moment: string; from: string | undefined }) {
  const say = useSay();
  if (from === undefined || Date.parse(moment) >= Date.parse(from)) return null;
  return (
    <Alert type="warning" showIcon className="panel" title={say('ledger.historyFrom', { from: minuteText(from) })} />
  );
}
