import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type LogVerification, verificationStates } from '@zhiheng/contracts';
import { Alert, Button, Progress } from 'antd';
import { cancelVerification } from '../api/verifications.ts';
import { useSpeech } from '../app/language.tsx';
import { Moment } from './moment.tsx';
import { ProblemAlert } from './problem-alert.tsx';

/** A verification that is under way: how far it is, and how to stop it. It goes on when this page is left. */
export function VerificationProgress({ run }: { run: LogVerification }) {
  const { say, pick } = useSpeech();
  const queries = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => cancelVerification(run.id),
    onSettled: () => queries.invalidateQueries({ queryKey: ['verifications'] }),
  });
  const { state, askedBy, createdAt, progress, reached, size } = run;
  return (
    <section className="panel" aria-live="polite">
      {cancel.error && <ProblemAlert error={cancel.error} onRetry={cancel.mutate} />}
      <Alert
        type="info"
        showIcon
        title={
          <>
            {pick(verificationStates[state])} · {say('integrity.askedFor', { by: askedBy })}{' '}
            <Moment at={createdAt} seconds />
          </>
        }
        description={
          <>
            <Progress percent={Math.floor(progress * 100)} aria-label={say('integrity.progress')} />
            {size !== null && <div>{say('integrity.reached', { reached, size })}</div>}
            <div className="muted">{say('integrity.goesOn')}</div>
          </>
        }
        action={
          <Button loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {say('integrity.cancel')}
          </Button>
        }
      />
    </section>
  );
}
