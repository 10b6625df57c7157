import { useMutation } from '@tanstack/react-query';
import type { Inspection } from '@zhiheng/contracts';
import { Alert, Button, Flex } from 'antd';
import { readProofFile } from '../api/inspections.ts';
import { redrawFile } from '../api/redraw.ts';
import { useSay } from '../app/language.tsx';
import { DownloadButton } from './download-button.tsx';
import { ProblemAlert } from './problem-alert.tsx';

/** Draws once more on this machine, from the frozen population and the log's own signatures, and says whether it is the same. */
export function InspectionProofPane({ inspection: { id, revealedAt, period } }: { inspection: Inspection }) {
  const say = useSay();
  const verdict = useMutation({ mutationFn: async () => redrawFile(await readProofFile(id)) });
  if (!revealedAt) return <Alert type="info" showIcon title={say('inspection.proofLater')} />;
  const { data, error } = verdict;
  return (
    <>
      <Flex gap={12} className="panel no-print">
        <Button type="primary" loading={verdict.isPending} onClick={() => verdict.mutate()}>
          {say('inspection.verify')}
        </Button>
        <DownloadButton
          label={say('inspection.proofFile')}
          name={`inspection-${period}.ndjson`}
          read={() => readProofFile(id)}
        />
      </Flex>
      <div aria-live="polite">
        {error && <ProblemAlert error={error} />}
        {data && 'members' in data && <Alert type="success" showIcon title={say('inspection.same', data)} />}
        {data && 'step' in data && (
          <Alert
            type="error"
            showIcon
            title={say('inspection.notSame', { step: say(`inspection.step.${data.step}`) })}
            description={data.message}
          />
        )}
      </div>
      <p className="muted">{say('inspection.offline')}</p>
    </>
  );
}
