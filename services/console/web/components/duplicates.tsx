import { type Duplicate, likenesses } from '@zhiheng/contracts';
import { Alert, Space, Table, Tag } from 'antd';
import { askForMerge, previewMerge, readDuplicates } from '../api/accounts.ts';
import { useSpeech } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { EffectsList } from './effects-list.tsx';
import { Loaded } from './loaded.tsx';
import { More } from './more.tsx';
import { useNames } from './names.ts';
import { ReasonedAct } from './reasoned-act.tsx';
import { SuggestedGrants } from './suggested-grants.tsx';
import { usePages } from './use-pages.ts';

type Record = Duplicate['people'][number];
export const keyOf = ({ username, id }: Record): string => username ?? id;

/** Records that may be of one human, and the way to say so. */
export function Duplicates() {
  const { say, pick } = useSpeech();
  const { unitName } = useNames();
  const asks = may(useMe(), 'administer-accounts', 'account');
  const rows = usePages(['duplicates'], readDuplicates, { refetchOnWindowFocus: false });
  const record = (one: Record | undefined) =>
    one && `${one.name} ${keyOf(one)} · ${one.staffNumber} · ${unitName(one.unit)} · ${one.post}`;
  return (
    <Loaded query={rows} empty={say('accounts.noDuplicates')} isEmpty={(found) => found.length === 0}>
      {(found) => (
        <>
          <Table<Duplicate>
            size="small"
            rowKey={({ people }) => people.map(keyOf).join()}
            aria-label={say('accounts.duplicates')}
            pagination={false}
            dataSource={found}
            columns={[
              { title: say('accounts.one'), key: 'one', render: (_, { people }) => record(people[0]) },
              { title: say('accounts.other'), key: 'other', render: (_, { people }) => record(people[1]) },
              {
                title: say('accounts.by'),
                dataIndex: 'by',
                render: (by: Duplicate['by']) => by.map((one) => <Tag key={one}>{pick(likenesses[one])}</Tag>),
              },
              ...(asks
                ? [
                    {
                      title: say('actionsColumn'),
                      key: 'actions',
                      render: (_: unknown, { people: [one, other] }: Duplicate) =>
                        one &&
                        other && (
                          <Space>
                            <MergeButton person={one} into={other} />
                            <MergeButton person={other} into={one} />
                          </Space>
                        ),
                    },
                  ]
                : []),
            ]}
          />
          <More {...rows} count={found.length} />
        </>
      )}
    </Loaded>
  );
}

/** Asks that one record end in favour of the other, once what it would do has been seen. */
function MergeButton({ person, into }: { person: Record; into: Record }) {
  const { say } = useSpeech();
  const names = { person: keyOf(person), into: keyOf(into) };
  return (
    <ReasonedAct
      danger
      words={say('accounts.merge', names)}
      warning={say('accounts.mergeWarning', names)}
      preview={{
        ask: () => previewMerge(names.person, names.into),
        show: ({ effects, suggestedGrants }) => (
          <>
            <EffectsList effects={effects} />
            {effects.actedAsTwo.cases.length + effects.actedAsTwo.requests.length > 0 && (
              <Alert
                type="error"
                showIcon
                className="panel"
                title={say('accounts.actedAsTwo', {
                  cases: effects.actedAsTwo.cases.length,
                  requests: effects.actedAsTwo.requests.length,
                })}
                description={effects.actedAsTwo.cases.map(({ reference }) => reference).join(' ')}
              />
            )}
            <SuggestedGrants person={names.into} grants={suggestedGrants} />
          </>
        ),
      }}
      act={(reason) => askForMerge(names.person, names.into, reason)}
      done={() => say('accounts.mergeAsked')}
    />
  );
}
