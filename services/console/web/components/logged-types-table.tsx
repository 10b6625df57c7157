import { useMutation } from '@tanstack/react-query';
import { App, Button, Popconfirm, Table } from 'antd';
import { stopLogging } from '../api/decision-log.ts';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { Moment } from './moment.tsx';
import { ProblemAlert } from './problem-alert.tsx';

interface LoggedType {
  type: string;
  since: string;
  by: string | null;
}

interface LoggedTypesProps {
  rows: LoggedType[];
  sets: boolean;
  onDone: () => void;
}

/** Which types are logged; who may set it stops it here. */
export function LoggedTypesTable({ rows, sets, onDone }: LoggedTypesProps) {
  const { say, pick } = useSpeech();
  const { message } = App.useApp();
  const nameOf = (type: string) => pick(wordsOf('things', type));
  const { mutate, isPending, error } = useMutation({
    mutationFn: (type: string) => stopLogging(type),
    onSuccess: (_, type) => {
      void message.success(say('decisionLog.stopped', { type: nameOf(type) }));
      onDone();
    },
  });
  const stop = (_: unknown, { type }: LoggedType) => (
    <Popconfirm title={say('decisionLog.stopWarning', { type: nameOf(type) })} onConfirm={() => mutate(type)}>
      <Button danger size="small" loading={isPending} aria-label={say('decisionLog.stopNamed', { type: nameOf(type) })}>
        {say('decisionLog.stop')}
      </Button>
    </Popconfirm>
  );
  return (
    <>
      {error && <ProblemAlert error={error} />}
      <Table<LoggedType>
        size="small"
        rowKey="type"
        aria-label={say('decisionLog.title')}
        pagination={false}
        dataSource={rows}
        columns={[
          {
            title: say('decisionLog.type'),
            dataIndex: 'type',
            render: (type: string) => (
              <>
                {nameOf(type)} <span className="code muted">{type}</span>
              </>
            ),
          },
          { title: say('decisionLog.since'), dataIndex: 'since', render: (at: string) => <Moment at={at} /> },
          { title: say('decisionLog.by'), dataIndex: 'by', render: (by: string | null) => by ?? '—' },
          ...(sets ? [{ title: say('actionsColumn'), key: 'actions', render: stop }] : []),
        ]}
      />
    </>
  );
}
