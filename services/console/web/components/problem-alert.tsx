import type { ProblemDocument } from '@zhiheng/contracts';
import { Alert, Button } from 'antd';
import { ApiProblem } from '../api/problem.ts';
import { useSay } from '../app/language.tsx';
import { adviceOf } from './advice.ts';
import { Conflicts } from './conflicts.tsx';

/** What went wrong, in the service's own words, and what to do about it. */
export function ProblemAlert({ error, onRetry, retry }: { error: unknown; onRetry?: () => unknown; retry?: string }) {
  const say = useSay();
  const problem = error instanceof ApiProblem ? error.document : undefined;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={problem?.title ?? say('unreachable')}
      description={problem ? <Explained problem={problem} /> : say('unreachableDetail')}
      {...(onRetry ? { action: <Button onClick={() => void onRetry()}>{retry ?? say('retry')}</Button> } : {})}
    />
  );
}

function Explained({ problem }: { problem: ProblemDocument }) {
  const say = useSay();
  const { detail, errors = [], conflicts = [], instance, status } = problem;
  const advice = adviceOf(problem);
  return (
    <>
      {detail && errors.length === 0 && <p style={{ margin: '0 0 4px' }}>{detail}</p>}
      {errors.length > 0 && (
        <ul style={{ margin: '0 0 4px', paddingInlineStart: 20 }}>
          {errors.map(({ path, message }) => (
            <li key={`${path} ${message}`}>{say('fieldError', { path, message })}</li>
          ))}
        </ul>
      )}
      {advice && <p style={{ margin: '0 0 4px' }}>{say('whatToDo', { advice: say(advice) })}</p>}
      {conflicts.length > 0 && <Conflicts conflicts={conflicts} />}
      {status >= 500 && <small className="muted">{say('problemNumber', { instance })}</small>}
    </>
  );
}
