import { type LogVerification, verificationStates } from '@zhiheng/contracts';
import { Table, Tag } from 'antd';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { Moment } from './moment.tsx';

const colours = { queued: 'default', running: 'blue', done: 'green', failed: 'red', cancelled: 'default' } as const;

/** The whole log's verifications: who asked for each, and what it found. */
export function VerificationRuns({ runs }: { runs: LogVerification[] }) {
  const { say, pick } = useSpeech();
  return (
    <Table<LogVerification>
      size="small"
      rowKey="id"
      aria-label={say('integrity.runs')}
      pagination={false}
      dataSource={runs}
      columns={[
        { title: say('at'), key: 'at', width: 160, render: (_, { createdAt }) => <Moment at={createdAt} seconds /> },
        { title: say('integrity.askedBy'), key: 'askedBy', width: 200, render: (_, { askedBy }) => askedBy },
        {
          title: say('state'),
          key: 'state',
          width: 110,
          render: (_, { state, result }) => (
            <Tag color={result && !result.intact ? 'red' : colours[state]}>{pick(verificationStates[state])}</Tag>
          ),
        },
        { title: say('integrity.verdict'), key: 'verdict', render: (_, run) => <RunVerdict run={run} /> },
      ]}
    />
  );
}

function RunVerdict({ run: { result, failure } }: { run: LogVerification }) {
  const { say, pick } = useSpeech();
  if (failure) return <>{pick(wordsOf('problems', failure))}</>;
  if (!result) return <>—</>;
  const { intact, size, total } = result;
  return <>{intact ? say('log.intact', { size }) : say('log.tampered', { total })}</>;
}
