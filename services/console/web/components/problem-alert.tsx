import type { ProblemDocument } from '@zhiheng/contracts';
import { Alert, Button } from 'antd';
import { ApiProblem } from '../api/problem.ts';
import { useSay } from '../app/language.tsx';
import type { PlainKey, Say } from '../words/types.ts';
import { adviceOf } from './advice.ts';
import { Conflicts } from './conflicts.tsx';
import { LeftList } from './left-list.tsx';
import { RequestInTheWay } from './request-in-the-way.tsx';

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
  const { detail, errors = [], conflicts = [], furtherConflicts, left = [], instance, status } = problem;
  const advice = adviceOf(problem);
  return (
    <>
      {detail && errors.length === 0 && <p style={{ margin: '0 0 4px' }}>{detail}</p>}
      {errors.length > 0 && (
        <ul style={{ margin: '0 0 4px', paddingInlineStart: 20 }}>
          {errors.map(({ path, message }) => (
            <li key={`${path} ${message}`}>{say('fieldError', { path: fieldName(path, say), message })}</li>
          ))}
        </ul>
      )}
      <RequestInTheWay id={problem.request} />
      {advice && <p style={{ margin: '0 0 4px' }}>{say('whatToDo', { advice: say(advice) })}</p>}
      {conflicts.length > 0 && <Conflicts conflicts={conflicts} further={furtherConflicts} />}
      {left.length > 0 && <LeftList left={left} />}
      {status >= 500 && <small className="muted">{say('problemNumber', { instance })}</small>}
    </>
  );
}

const fields: Record<string, PlainKey> = {
  beneficiary: 'request.beneficiary',
  role: 'role',
  unit: 'unit',
  reason: 'reason',
  comment: 'inbox.comment',
  validFrom: 'new.validFrom',
  validUntil: 'new.validUntil',
  since: 'log.since',
  until: 'log.until',
  case: 'log.case',
};

/** A field as forms call it; one that no form has keeps its path. */
function fieldName(path: string, say: Say): string {
  const key = fields[path.split('/').at(-1) ?? ''];
  return key ? say(key) : path;
}
