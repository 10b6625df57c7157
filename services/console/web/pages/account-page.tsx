import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Popconfirm, Space, Table, Typography } from 'antd';
import { useState } from 'react';
import {
  factorsQuery,
  type MyFactor,
  type MyFactors,
  removeFactor,
  renameFactor,
  renewCodes,
  setUpFirst,
} from '../api/account.ts';
import { useSay } from '../app/language.tsx';
import { AddFactor } from '../components/add-factor.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Moment } from '../components/moment.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { RecoveryCodes } from '../components/recovery-codes.tsx';

/** What the signed-in person proves themselves by, beside the password. */
export function AccountPage() {
  const say = useSay();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [codes, setCodes] = useState<string[]>();
  const factors = useQuery(factorsQuery);
  const refresh = () => void queries.invalidateQueries({ queryKey: factorsQuery.queryKey });
  const added = (given: string[] | null) => {
    void message.success(say('account.added'));
    if (given) setCodes(given);
    refresh();
  };
  return (
    <>
      <PageHeading title={say('account.title')} lead={say('account.lead')} />
      <Loaded query={factors}>
        {(mine) => (
          <>
            <Card size="small" className="panel" title={say('account.factors')}>
              {mine.data.length === 0 ? (
                <>
                  <p>{say('account.none')}</p>
                  <Button type="primary" onClick={() => void setUpFirst().then(refresh)}>
                    {say('account.setUp')}
                  </Button>
                </>
              ) : (
                <>
                  <FactorsTable {...mine} onChanged={refresh} />
                  <Space style={{ marginTop: 12 }}>
                    {mine.passkeys && <AddFactor kind="passkey" onAdded={added} />}
                    {mine.data.every(({ kind }) => kind !== 'totp') && <AddFactor kind="totp" onAdded={added} />}
                  </Space>
                </>
              )}
              {!mine.passkeys && <p className="muted">{say('account.noPasskeys')}</p>}
            </Card>
            {mine.data.length > 0 && (
              <Card size="small" title={say('account.codes')}>
                <Codes left={mine.recoveryCodes} onRenewed={setCodes} />
              </Card>
            )}
          </>
        )}
      </Loaded>
      <RecoveryCodes
        codes={codes}
        onKept={() => {
          setCodes(undefined);
          refresh();
        }}
      />
    </>
  );
}

function FactorsTable({ data, required, onChanged }: MyFactors & { onChanged: () => void }) {
  const say = useSay();
  const { message } = App.useApp();
  const renamed = useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) => renameFactor(id, name),
    onSuccess: onChanged,
  });
  const removed = useMutation({
    mutationFn: removeFactor,
    onSuccess: () => {
      void message.success(say('account.removed'));
      onChanged();
    },
  });
  const error = removed.error ?? renamed.error;
  const rename = ({ id, name: before }: MyFactor, name: string) =>
    name.trim() && name.trim() !== before && renamed.mutate({ id, name: name.trim() });
  return (
    <>
      {error && <ProblemAlert error={error} />}
      <Table<MyFactor>
        size="small"
        rowKey="id"
        aria-label={say('account.factors')}
        pagination={false}
        dataSource={data}
        columns={[
          {
            title: say('account.name'),
            key: 'name',
            render: (_, factor) => (
              <Typography.Text
                editable={{
                  tooltip: say('account.rename'),
                  maxLength: 60,
                  onChange: (name) => rename(factor, name),
                }}
              >
                {factor.name}
              </Typography.Text>
            ),
          },
          { title: say('account.kindColumn'), key: 'kind', render: (_, { kind }) => say(`account.kind.${kind}`) },
          { title: say('account.createdAt'), key: 'at', render: (_, { createdAt }) => <Moment at={createdAt} /> },
          {
            title: say('account.lastUsedAt'),
            key: 'used',
            render: (_, { lastUsedAt }) => lastUsedAt && <Moment at={lastUsedAt} />,
          },
          {
            title: say('actionsColumn'),
            key: 'actions',
            width: 110,
            render: (_, { id }) => (
              <Popconfirm
                title={say('account.removeQuestion')}
                okText={say('account.remove')}
                cancelText={say('cancel')}
                onConfirm={() => removed.mutate(id)}
              >
                <Button size="small" disabled={required && data.length === 1}>
                  {say('account.remove')}
                </Button>
              </Popconfirm>
            ),
          },
        ]}
      />
    </>
  );
}

function Codes({ left, onRenewed }: { left: number; onRenewed: (codes: string[]) => void }) {
  const say = useSay();
  const { mutate, isPending, error } = useMutation({ mutationFn: renewCodes, onSuccess: onRenewed });
  return (
    <>
      <p>{say('account.codesLeft', { count: left })}</p>
      {error && <ProblemAlert error={error} />}
      <Popconfirm
        title={say('account.renewQuestion')}
        okText={say('account.renew')}
        cancelText={say('cancel')}
        onConfirm={() => mutate()}
      >
        <Button loading={isPending}>{say('account.renew')}</Button>
      </Popconfirm>
    </>
  );
}
