import { Card, Checkbox, Tabs } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { readAdjustments, readExceptions } from '../api/exceptions.ts';
import { useSay } from '../app/language.tsx';
import { AdjustmentsTable, ExceptionsTable } from '../components/exceptions-tables.tsx';
import { ChoiceFilter } from '../components/filters.tsx';
import { Loaded } from '../components/loaded.tsx';
import { More } from '../components/more.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { usePages } from '../components/use-pages.ts';

/** Time-limited permits to break a rule, and the holdings in conflict that are to be given up. */
export function ExceptionsPage() {
  const say = useSay();
  const [query, setQuery] = useSearchParams();
  return (
    <>
      <PageHeading title={say('exceptions.title')} lead={say('exceptions.lead')} />
      <Card size="small">
        <Tabs
          destroyOnHidden
          activeKey={query.get('tab') ?? 'exceptions'}
          onChange={(tab) => setQuery(tab === 'exceptions' ? {} : { tab })}
          items={[
            { key: 'exceptions', label: say('exceptions.list'), children: <Exceptions /> },
            { key: 'adjustments', label: say('adjustments.list'), children: <Adjustments /> },
          ]}
        />
      </Card>
    </>
  );
}

const exceptionStates = ['planned', 'active', 'expired'] as const;

function Exceptions() {
  const say = useSay();
  const [state, setState] = useState<(typeof exceptionStates)[number]>();
  const rows = usePages(['exceptions', state], (cursor) => readExceptions(state, cursor));
  return (
    <>
      <search className="filters">
        <ChoiceFilter
          label={say('state')}
          value={state}
          onChange={(value) => setState(exceptionStates.find((known) => known === value))}
          options={exceptionStates.map((known) => ({ value: known, label: say(`exceptions.state.${known}`) }))}
        />
      </search>
      <Loaded query={rows} empty={say('exceptions.empty')} isEmpty={(found) => found.length === 0}>
        {(found) => (
          <>
            <ExceptionsTable rows={found} />
            <More {...rows} count={found.length} />
          </>
        )}
      </Loaded>
    </>
  );
}

const adjustmentStates = ['open', 'closed'] as const;

function Adjustments() {
  const say = useSay();
  const [state, setState] = useState<(typeof adjustmentStates)[number]>();
  const [mine, setMine] = useState(false);
  const rows = usePages(['adjustments', state, mine], (cursor) => readAdjustments(state, mine, cursor));
  return (
    <>
      <search className="filters">
        <ChoiceFilter
          label={say('state')}
          value={state}
          onChange={(value) => setState(adjustmentStates.find((known) => known === value))}
          options={adjustmentStates.map((known) => ({ value: known, label: say(`adjustments.state.${known}`) }))}
        />
        <Checkbox checked={mine} onChange={({ target }) => setMine(target.checked)}>
          {say('adjustments.mine')}
        </Checkbox>
      </search>
      <Loaded query={rows} empty={say('adjustments.empty')} isEmpty={(found) => found.length === 0}>
        {(found) => (
          <>
            <AdjustmentsTable rows={found} />
            <More {...rows} count={found.length} />
          </>
        )}
      </Loaded>
    </>
  );
}
