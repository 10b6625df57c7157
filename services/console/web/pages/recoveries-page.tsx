import { useQuery } from '@tanstack/react-query';
import { type Recovery, recoveryStates } from '@zhiheng/contracts';
import { Card, Table } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { readRecoveries, recoveryTotalsQuery } from '../api/recoveries.ts';
import { useSpeech } from '../app/language.tsx';
import { ChoiceFilter } from '../components/filters.tsx';
import { Loaded } from '../components/loaded.tsx';
import { yuanText } from '../components/money.ts';
import { More } from '../components/more.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { RecoveryStateTag } from '../components/recovery-state-tag.tsx';
import { dayText, startOfDay } from '../components/times.ts';
import { usePages } from '../components/use-pages.ts';

const states = Object.keys(recoveryStates) as Recovery['state'][];

/** Money to be got back, newest first, and what the year came to. */
export function RecoveriesPage() {
  const { say, pick } = useSpeech();
  const [query, setQuery] = useSearchParams();
  const state = states.find((one) => one === query.get('state'));
  const recoveries = usePages(['recoveries', state], (cursor) => readRecoveries({ state }, cursor));
  return (
    <>
      <PageHeading title={say('recovery.title')} lead={say('recovery.lead')} />
      <Year />
      <Card size="small">
        <search className="filters">
          <ChoiceFilter
            label={say('state')}
            value={state}
            onChange={(value) => setQuery(value ? { state: value } : {})}
            options={states.map((value) => ({ value, label: pick(recoveryStates[value]) }))}
          />
        </search>
        <Loaded query={recoveries} empty={say('recovery.empty')} isEmpty={(rows) => rows.length === 0}>
          {(rows) => (
            <>
              <RecoveryTable recoveries={rows} />
              <More {...recoveries} count={rows.length} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

function Year() {
  const { say } = useSpeech();
  const year = Number(dayText(new Date().toISOString()).slice(0, 4));
  const { data } = useQuery(recoveryTotalsQuery(startOfDay(`${year}-01-01`), startOfDay(`${year + 1}-01-01`)));
  if (!data) return null;
  return (
    <p>
      {say('recovery.totals', {
        orders: data.orders,
        ordered: yuanText(data.orderedFen),
        recovered: yuanText(data.recoveredFen),
        writtenOff: yuanText(data.writtenOffFen),
        outstanding: yuanText(data.outstandingFen),
      })}
    </p>
  );
}

function RecoveryTable({ recoveries }: { recoveries: Recovery[] }) {
  const { say, pick } = useSpeech();
  const money = (
    key: 'amountFen' | 'receivedFen' | 'deductedFen' | 'writtenOffFen' | 'outstandingFen',
    title: string,
  ) => ({
    title,
    key,
    align: 'right' as const,
    render: (_: unknown, row: Recovery) => yuanText(row[key]),
  });
  return (
    <Table<Recovery>
      size="small"
      rowKey="id"
      aria-label={say('recovery.title')}
      pagination={false}
      dataSource={recoveries}
      columns={[
        {
          title: say('recovery.basis'),
          key: 'basis',
          render: (_, { id, basis }) => <Link to={`/recoveries/${id}`}>{basis}</Link>,
        },
        { title: say('unit'), key: 'unit', render: (_, { unit, unitName }) => (unitName ? pick(unitName) : unit) },
        { title: say('state'), key: 'state', render: (_, { state }) => <RecoveryStateTag state={state} /> },
        money('amountFen', say('recovery.amount')),
        money('receivedFen', say('recovery.received')),
        money('deductedFen', say('recovery.deducted')),
        money('writtenOffFen', say('recovery.writtenOff')),
        money('outstandingFen', say('recovery.outstanding')),
        { title: say('recovery.dueOn'), key: 'due', render: (_, { dueOn }) => dueOn ?? '—' },
      ]}
    />
  );
}
