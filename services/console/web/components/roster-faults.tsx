import { Alert, Table } from 'antd';
import { ApiProblem } from '../api/problem.ts';
import { useSay } from '../app/language.tsx';
import { ProblemAlert } from './problem-alert.tsx';

interface Fault {
  key: number;
  line: string | null;
  message: string;
}

/** Why none of a file was taken: each error by its line. */
export function RosterFaults({ error }: { error: unknown }) {
  const say = useSay();
  const problem = error instanceof ApiProblem ? error.document : undefined;
  if (!['roster-refused', 'list-refused'].includes(problem?.code ?? '') || !problem?.errors)
    return <ProblemAlert error={error} />;
  const faults = problem.errors.map(
    ({ path, message }, key): Fault => ({ key, line: /^\/lines\/(\d+)$/.exec(path)?.[1] ?? null, message }),
  );
  return (
    <>
      <Alert type="error" showIcon role="alert" title={problem.title} description={problem.detail} />
      <Table<Fault>
        size="small"
        aria-label={say('roster.faults')}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        dataSource={faults}
        columns={[
          {
            title: say('roster.line'),
            key: 'line',
            width: 90,
            render: (_, { line }) => line ?? say('roster.wholeFile'),
          },
          { title: say('roster.fault'), dataIndex: 'message' },
        ]}
      />
    </>
  );
}
