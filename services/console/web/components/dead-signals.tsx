import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DeadSignal } from '@zhiheng/contracts';
import { Button, Table } from 'antd';
import { readDeadSignals, retrySignals } from '../api/signals.ts';
import { useSay } from '../app/language.tsx';
import { Loaded } from './loaded.tsx';
import { Moment } from './moment.tsx';
import { More } from './more.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { usePages } from './use-pages.ts';

/** What a receiver was never told, why, and trying it again. */
export function DeadSignals({ stream }: { stream: string }) {
  const say = useSay();
  const queries = useQueryClient();
  const dead = usePages(['signals', stream, 'dead'], (cursor) => readDeadSignals(stream, cursor));
  const retry = useMutation({
    mutationFn: () => retrySignals(stream),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['signals'] }),
  });
  return (
    <Loaded query={dead} empty={say('signals.noDead')} isEmpty={(rows) => rows.length === 0}>
      {(rows) => (
        <>
          {retry.error && <ProblemAlert error={retry.error} />}
          <Table<DeadSignal>
            size="small"
            rowKey="id"
            aria-label={say('signals.dead')}
            pagination={false}
            dataSource={rows}
            columns={[
              { title: say('signals.event'), key: 'event', render: (_, { event }) => event.split('/').at(-1) },
              { title: say('signals.at'), key: 'at', render: (_, { at }) => <Moment at={at} seconds /> },
              { title: say('signals.person'), key: 'person', render: (_, { person }) => person ?? '—' },
              { title: say('signals.attempts'), key: 'attempts', render: (_, { attempts }) => attempts },
              { title: say('signals.failure'), key: 'failure', render: (_, { failure }) => <code>{failure}</code> },
              { title: say('signals.behind'), key: 'behind', render: (_, { behind }) => behind },
            ]}
          />
          <More {...dead} count={rows.length} />
          <Button loading={retry.isPending} onClick={() => retry.mutate()}>
            {say('signals.retry')}
          </Button>
        </>
      )}
    </Loaded>
  );
}
