import { type Merge, mergeStates } from '@zhiheng/contracts';
import { Space, Table } from 'antd';
import { decideOnMerge, readMerges } from '../api/accounts.ts';
import { useSpeech } from '../app/language.tsx';
import { useMe } from '../app/me.tsx';
import { keyOf } from './duplicates.tsx';
import { Loaded } from './loaded.tsx';
import { Moment } from './moment.tsx';
import { More } from './more.tsx';
import { ReasonedAct } from './reasoned-act.tsx';
import { usePages } from './use-pages.ts';

/** Merges that were asked for, and deciding on them. */
export function Merges() {
  const { say, pick } = useSpeech();
  const me = useMe();
  const rows = usePages(['merges'], readMerges);
  const actions = (_: unknown, { id, state, candidates, askedBy }: Merge) => {
    if (state !== 'asked') return null;
    const approves = candidates.includes(me.username);
    return (
      <Space>
        {approves && (
          <ReasonedAct
            danger
            words={say('accounts.approve')}
            title={say('accounts.approveMerge')}
            warning={say('accounts.forGood')}
            act={(comment) => decideOnMerge(id, 'approve', comment)}
            done={() => say('accounts.merged')}
          />
        )}
        {(approves || askedBy === me.username) && (
          <ReasonedAct
            words={say('accounts.reject')}
            act={(comment) => decideOnMerge(id, 'reject', comment)}
            done={() => say('accounts.rejected')}
          />
        )}
      </Space>
    );
  };
  return (
    <Loaded query={rows} empty={say('accounts.noMerges')} isEmpty={(found) => found.length === 0}>
      {(found) => (
        <>
          <Table<Merge>
            size="small"
            rowKey="id"
            aria-label={say('accounts.merges')}
            pagination={false}
            dataSource={found}
            columns={[
              {
                title: say('accounts.ends'),
                key: 'person',
                render: (_, { person }) => `${person.name} ${keyOf(person)}`,
              },
              { title: say('accounts.goesOn'), key: 'into', render: (_, { into }) => `${into.name} ${keyOf(into)}` },
              { title: say('state'), dataIndex: 'state', render: (state: Merge['state']) => pick(mergeStates[state]) },
              { title: say('reason'), dataIndex: 'reason' },
              { title: say('accounts.askedBy'), dataIndex: 'askedBy', render: (by: string | null) => by ?? '—' },
              { title: say('accounts.askedAt'), dataIndex: 'askedAt', render: (at: string) => <Moment at={at} /> },
              { title: say('accounts.decidedBy'), dataIndex: 'decidedBy', render: (by: string | null) => by ?? '—' },
              { title: say('actionsColumn'), key: 'actions', render: actions },
            ]}
          />
          <More {...rows} count={found.length} />
        </>
      )}
    </Loaded>
  );
}
