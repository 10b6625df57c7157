import { type Dormancy, dormancyStates } from '@zhiheng/contracts';
import { Space, Table } from 'antd';
import { askToWake, decideToWake, readDormancies } from '../api/accounts.ts';
import { useSpeech } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { Loaded } from './loaded.tsx';
import { Moment } from './moment.tsx';
import { More } from './more.tsx';
import { useNames } from './names.ts';
import { ReasonedAct } from './reasoned-act.tsx';
import { usePages } from './use-pages.ts';

/** Accounts that were suspended as nobody used them, and waking them. */
export function Dormancies() {
  const { say, pick } = useSpeech();
  const { unitName } = useNames();
  const me = useMe();
  const rows = usePages(['dormancies'], readDormancies);
  const actions = (_: unknown, { id, state, askedBy }: Dormancy) => {
    if (state === 'asleep' && may(me, 'administer-accounts', 'account'))
      return (
        <ReasonedAct
          words={say('accounts.wake')}
          act={(reason) => askToWake(id, reason)}
          done={() => say('accounts.wakingAsked')}
        />
      );
    if (state !== 'asked') return null;
    const approves = may(me, 'administer-security', 'role') && askedBy !== me.username;
    return (
      <Space>
        {approves && (
          <ReasonedAct
            words={say('accounts.approve')}
            title={say('accounts.approveWaking')}
            act={(comment) => decideToWake(id, 'approve', comment)}
            done={() => say('accounts.woken')}
          />
        )}
        {(approves || askedBy === me.username) && (
          <ReasonedAct
            words={say('accounts.reject')}
            act={(comment) => decideToWake(id, 'reject', comment)}
            done={() => say('accounts.rejected')}
          />
        )}
      </Space>
    );
  };
  return (
    <Loaded query={rows} empty={say('accounts.noDormant')} isEmpty={(found) => found.length === 0}>
      {(found) => (
        <>
          <Table<Dormancy>
            size="small"
            rowKey="id"
            aria-label={say('accounts.dormant')}
            pagination={false}
            dataSource={found}
            columns={[
              { title: say('accounts.account'), key: 'who', render: (_, { name, username }) => `${name} ${username}` },
              { title: say('accounts.unit'), dataIndex: 'unit', render: (unit: string) => unitName(unit) },
              {
                title: say('accounts.unusedSince'),
                dataIndex: 'unusedSince',
                render: (at: string, { neverUsed }) => (neverUsed ? say('accounts.never') : <Moment at={at} />),
              },
              { title: say('accounts.suspendedAt'), dataIndex: 'at', render: (at: string) => <Moment at={at} /> },
              {
                title: say('state'),
                dataIndex: 'state',
                render: (state: Dormancy['state']) => pick(dormancyStates[state]),
              },
              { title: say('accounts.askedBy'), dataIndex: 'askedBy', render: (by: string | null) => by ?? '—' },
              { title: say('actionsColumn'), key: 'actions', render: actions },
            ]}
          />
          <More {...rows} count={found.length} />
        </>
      )}
    </Loaded>
  );
}
