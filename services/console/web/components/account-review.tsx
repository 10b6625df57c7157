import { useQuery } from '@tanstack/react-query';
import { type AccountFinding, accountFindings } from '@zhiheng/contracts';
import { Segmented, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { accountReportQuery, readFindings, readReportFile } from '../api/accounts.ts';
import { useSpeech } from '../app/language.tsx';
import { DownloadButton } from './download-button.tsx';
import { Loaded } from './loaded.tsx';
import { Moment } from './moment.tsx';
import { More } from './more.tsx';
import { useNames } from './names.ts';
import { usePages } from './use-pages.ts';

type Kind = AccountFinding['kind'];

/** How many of each kind there are; the accounts of one kind. */
export function AccountReview() {
  const { say, pick } = useSpeech();
  const report = useQuery(accountReportQuery);
  const [kind, setKind] = useState<Kind>('never-used');
  return (
    <Loaded query={report}>
      {({ findings }) => (
        <>
          <search className="filters">
            <Segmented<Kind>
              vertical={false}
              style={{ flexWrap: 'wrap' }}
              value={kind}
              onChange={setKind}
              options={findings.map(({ kind: one, count, more }) => ({
                value: one,
                label: `${pick(accountFindings[one])} ${count}${more ? '+' : ''}`,
              }))}
            />
            <DownloadButton label={say('accounts.download')} name="accounts.xlsx" read={readReportFile} />
          </search>
          <Findings key={kind} kind={kind} />
        </>
      )}
    </Loaded>
  );
}

function Findings({ kind }: { kind: Kind }) {
  const { say, pick } = useSpeech();
  const { unitName } = useNames();
  const rows = usePages(['account-findings', kind], (cursor) => readFindings(kind, cursor), {
    refetchOnWindowFocus: false,
  });
  const moment = (at: string | null) => (at === null ? '—' : <Moment at={at} />);
  return (
    <Loaded query={rows} empty={say('accounts.none')} isEmpty={(found) => found.length === 0}>
      {(found) => (
        <>
          <Table<AccountFinding>
            size="small"
            rowKey={({ account, other }) => `${account} ${other}`}
            aria-label={pick(accountFindings[kind])}
            pagination={false}
            dataSource={found}
            columns={[
              {
                title: say('accounts.account'),
                dataIndex: 'account',
                render: (account: string, { person, name }) =>
                  person === null ? account : <Link to={`/people/${account}`}>{`${name} ${account}`}</Link>,
              },
              {
                title: say('accounts.unit'),
                dataIndex: 'unit',
                render: (unit: string | null) => (unit ? unitName(unit) : '—'),
              },
              { title: say('accounts.since'), dataIndex: 'since', render: moment },
              { title: say('accounts.dueAt'), dataIndex: 'dueAt', render: moment },
              { title: say('accounts.other'), dataIndex: 'other', render: (other: string | null) => other ?? '—' },
            ]}
          />
          <More {...rows} count={found.length} />
        </>
      )}
    </Loaded>
  );
}
