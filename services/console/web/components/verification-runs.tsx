import { useQuery } from '@tanstack/react-query';
import type { Entry } from '@zhiheng/contracts';
import { Table } from 'antd';
import { readEntries } from '../api/entries.ts';
import { useSay } from '../app/language.tsx';
import { Loaded } from './loaded.tsx';
import { Moment } from './moment.tsx';
import { OutcomeTag } from './tags.tsx';

/** The whole log's verifications, as the log itself tells of them. */
export function VerificationRuns() {
  const say = useSay();
  const query = useQuery({
    queryKey: ['verification-runs'],
    queryFn: async () => (await readEntries({ action: 'entries.verified' }, undefined, 10)).data,
    refetchOnWindowFocus: false,
  });
  return (
    <Loaded query={query} empty={say('integrity.noRun')} isEmpty={(runs) => runs.length === 0}>
      {(runs) => (
        <Table<Entry>
          size="small"
          rowKey="id"
          aria-label={say('integrity.runs')}
          pagination={false}
          dataSource={runs}
          columns={[
            { title: say('at'), key: 'at', width: 160, render: (_, { at }) => <Moment at={at} seconds /> },
            { title: say('log.actor'), key: 'actor', width: 200, render: (_, { actor, client }) => actor ?? client },
            {
              title: say('log.outcome'),
              key: 'outcome',
              width: 100,
              render: (_, { outcome }) => <OutcomeTag outcome={outcome} />,
            },
            { title: say('integrity.verdict'), key: 'verdict', render: (_, run) => <RunVerdict run={run} /> },
          ]}
        />
      )}
    </Loaded>
  );
}

function RunVerdict({ run: { outcome, details = {} } }: { run: Entry }) {
  const say = useSay();
  const numberOf = (name: string) => (typeof details[name] === 'number' ? details[name] : 0);
  return (
    <>
      {outcome === 'done'
        ? say('log.intact', { size: numberOf('size') })
        : say('log.tampered', { total: numberOf('findings') })}
    </>
  );
}
