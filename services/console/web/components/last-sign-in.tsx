import { useQuery } from '@tanstack/react-query';
import type { SignIns } from '@zhiheng/contracts';
import { Alert } from 'antd';
import { signInsQuery } from '../api/sign-ins.ts';
import { useSay } from '../app/language.tsx';
import type { Say } from '../words/types.ts';
import { minuteText } from './times.ts';

/** The sign-in before this one, and what was tried in vain since: who has not been that has to say so. */
export function LastSignIn() {
  const say = useSay();
  const { data } = useQuery(signInsQuery);
  if (!data) return null;
  const { before } = data;
  const failed = before !== null && before.failures > 0;
  return (
    <Alert
      type={failed ? 'warning' : 'info'}
      showIcon
      className="panel"
      title={wordsOf(before, say)}
      {...(failed && before.failedAt
        ? {
            description: say('mySignIns.failed', {
              count: before.failures,
              at: minuteText(before.failedAt),
              address: before.failedAddress ?? '—',
            }),
          }
        : {})}
    />
  );
}

function wordsOf(before: SignIns['before'], say: Say): string {
  if (!before?.at) return say('mySignIns.first');
  const { at, address, browser } = before;
  return say('mySignIns.before', { at: minuteText(at), address: address ?? '—', browser: browser ?? '—' });
}
