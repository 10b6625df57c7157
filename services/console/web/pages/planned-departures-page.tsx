import { type PlannedDeparture, planSources } from '@zhiheng/contracts';
import { Card, Table, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type PlanFilters, readPlans } from '../api/planned-departures.ts';
import { useSay } from '../app/language.tsx';
import { ChoiceFilter } from '../components/filters.tsx';
import { Loaded } from '../components/loaded.tsx';
import { More } from '../components/more.tsx';
import { useNames } from '../components/names.ts';
import { PageHeading } from '../components/page-heading.tsx';
import { usePages } from '../components/use-pages.ts';

const reached = [90, 30, 7] as const;

/** Who is to leave, by the day; those of a month together. */
export function PlannedDeparturesPage() {
  const say = useSay();
  const [filters, setFilters] = useState<PlanFilters>({});
  const plans = usePages(['planned-departures', filters], (cursor) => readPlans(filters, cursor));
  return (
    <>
      <PageHeading title={say('plans.title')} lead={say('plans.lead')} />
      <div className="filters">
        <ChoiceFilter
          label={say('plans.within')}
          value={filters.within?.toString()}
          onChange={(within) => setFilters({ ...filters, within: within === undefined ? undefined : Number(within) })}
          options={reached.map((days) => ({ value: String(days), label: say('plans.days', { days }) }))}
        />
        <ChoiceFilter
          label={say('plans.source')}
          value={filters.source}
          onChange={(source) => setFilters({ ...filters, source: source as PlanFilters['source'] })}
          options={planSources.map((value) => ({ value, label: say(`plans.source.${value}`) }))}
        />
      </div>
      <Card size="small">
        <Loaded query={plans} empty={say('plans.empty')} isEmpty={(rows) => rows.length === 0}>
          {(rows) => (
            <>
              {[...Map.groupBy(rows, ({ day }) => day.slice(0, 7))].map(([month, ofMonth]) => (
                <Month key={month} month={month} plans={ofMonth} />
              ))}
              <More {...plans} count={rows.length} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

function Month({ month, plans }: { month: string; plans: PlannedDeparture[] }) {
  const say = useSay();
  const { unitName } = useNames();
  return (
    <>
      <h3>{month}</h3>
      <Table<PlannedDeparture>
        size="small"
        rowKey="id"
        aria-label={`${say('plans.title')} ${month}`}
        pagination={false}
        dataSource={plans}
        columns={[
          { title: say('plan.day'), key: 'day', width: 120, render: (_, { day }) => day },
          {
            title: say('plans.left'),
            key: 'left',
            width: 110,
            render: (_, { daysLeft }) => <Left days={daysLeft} />,
          },
          {
            title: say('name'),
            key: 'name',
            render: (_, { name, username, person }) => <Link to={`/people/${username ?? person}`}>{name}</Link>,
          },
          { title: say('unit'), key: 'unit', render: (_, { unit }) => unitName(unit) },
          { title: say('departure.kind'), key: 'kind', render: (_, { kind }) => say(`departure.kind.${kind}`) },
          { title: say('plans.source'), key: 'source', render: (_, { source }) => say(`plans.source.${source}`) },
        ]}
      />
    </>
  );
}

function Left({ days }: { days: number }) {
  const say = useSay();
  const color = days <= 7 ? 'red' : days <= 30 ? 'orange' : days <= 90 ? 'gold' : undefined;
  return <Tag {...(color && { color })}>{say('plans.daysLeft', { days })}</Tag>;
}
