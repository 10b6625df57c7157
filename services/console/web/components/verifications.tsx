import { useInfiniteQuery } from '@tanstack/react-query';
import type { LogVerification, VerificationResult } from '@zhiheng/contracts';
import { Card } from 'antd';
import { useMemo } from 'react';
import { isUnfinished, verificationsQuery } from '../api/verifications.ts';
import { useSay } from '../app/language.tsx';
import { Loaded } from './loaded.tsx';
import { LogVerdict } from './log-verdict.tsx';
import { More } from './more.tsx';
import { VerificationProgress } from './verification-progress.tsx';
import { VerificationRuns } from './verification-runs.tsx';

/** Verifications of the whole log: the one under way, what the last has found, and all there were. */
export function Verifications({ onOpen }: { onOpen: (id: string) => void }) {
  const say = useSay();
  const { data, ...rest } = useInfiniteQuery(verificationsQuery);
  const runs = useMemo(() => data?.pages.flatMap((page) => page.data), [data]);
  const underWay = runs?.find(isUnfinished);
  const last = runs?.find(hasResult);
  return (
    <>
      {underWay && <VerificationProgress run={underWay} />}
      {last && <LogVerdict run={last} onOpen={onOpen} />}
      <Card size="small" className="panel" title={say('integrity.runs')}>
        <Loaded query={{ ...rest, data: runs }} empty={say('integrity.noRun')} isEmpty={(found) => found.length === 0}>
          {(found) => (
            <>
              <VerificationRuns runs={found} />
              <More {...rest} count={found.length} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

const hasResult = (run: LogVerification): run is LogVerification & { result: VerificationResult } =>
  run.result !== null;
