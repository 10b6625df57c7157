import { useQuery } from '@tanstack/react-query';
import { Card, Tabs } from 'antd';
import { useSearchParams } from 'react-router';
import {
  conflictFilterNames,
  conflictSummaryQuery,
  type ConflictFilters as Filters,
  pastSummaryQuery,
  readHeldConflicts,
  readPastConflicts,
} from '../api/analysis.ts';
import { given } from '../api/client.ts';
import { useSay } from '../app/language.tsx';
import { ConflictComparison } from '../components/conflict-comparison.tsx';
import { ConflictCounts } from '../components/conflict-counts.tsx';
import { ConflictFilters } from '../components/conflict-filters.tsx';
import { HeldConflicts } from '../components/held-conflicts.tsx';
import { Loaded } from '../components/loaded.tsx';
import { More } from '../components/more.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { PastConflicts } from '../components/past-conflicts.tsx';
import { PolicyWarnings } from '../components/policy-warnings.tsx';
import { useAddressFilters } from '../components/use-address-filters.ts';
import { usePages } from '../components/use-pages.ts';
import { useSettled } from '../components/use-settled.ts';

/** What the centre’s people can do, and did, against its rules: the two reports side by side, with the same filters. */
export function ConflictsPage() {
  const say = useSay();
  const [query, setQuery] = useSearchParams();
  const [filters, setFilters] = useAddressFilters(conflictFilterNames);
  // Only what is typed waits: a figure that was chosen leads at once, or the list of before could be acted on meanwhile.
  const person = useSettled(filters.person, 350);
  const settled = given({ ...filters, person });
  const asked = query.get('view');
  const view = asked === 'can' || asked === 'did' ? asked : 'besides';
  const only = (by: keyof Filters, key: string) => setFilters({ ...filters, [by]: key });
  const lead = (to: string, by?: string, key?: string) =>
    setQuery((before) => {
      const after = new URLSearchParams(before);
      after.set('view', to);
      if (by && key) after.set(by, key);
      return after;
    });
  return (
    <>
      <PageHeading title={say('conflicts.title')} lead={say('conflicts.lead')} />
      <Card size="small">
        <ConflictFilters filters={filters} onChange={setFilters} dated={view !== 'can'} />
        <Tabs
          destroyOnHidden
          activeKey={view}
          onChange={(next) => lead(next)}
          items={[
            {
              key: 'besides',
              label: say('conflicts.compare'),
              children: <ConflictComparison filters={settled} onFigure={lead} />,
            },
            { key: 'can', label: say('conflicts.can'), children: <CanDo filters={settled} onOnly={only} /> },
            { key: 'did', label: say('conflicts.did'), children: <DidDo filters={settled} onOnly={only} /> },
          ]}
        />
      </Card>
    </>
  );
}

function CanDo({ filters, onOnly }: { filters: Filters; onOnly: (by: keyof Filters, key: string) => void }) {
  const say = useSay();
  const summary = useQuery(conflictSummaryQuery(filters));
  const conflicts = usePages(['conflicts', 'held', filters], (cursor) => readHeldConflicts(filters, cursor));
  return (
    <>
      <Loaded query={summary}>
        {(counts) => (
          <>
            <p role="status">
              {say('conflicts.summary', { count: counts.conflicts, people: counts.people })}
              {counts.settling > 0 && say('conflicts.ofSettling', { count: counts.settling })}
            </p>
            <PolicyWarnings warnings={counts.warnings} />
            {counts.conflicts > 0 && <ConflictCounts summary={counts} onOnly={onOnly} />}
          </>
        )}
      </Loaded>
      <Loaded query={conflicts} empty={say('conflicts.empty')} isEmpty={(rows) => rows.length === 0}>
        {(rows) => (
          <>
            <HeldConflicts rows={rows} />
            <More {...conflicts} count={rows.length} />
          </>
        )}
      </Loaded>
    </>
  );
}

function DidDo({ filters, onOnly }: { filters: Filters; onOnly: (by: keyof Filters, key: string) => void }) {
  const say = useSay();
  const summary = useQuery(pastSummaryQuery(filters));
  const conflicts = usePages(['conflicts', 'past', filters], (cursor) => readPastConflicts(filters, cursor));
  return (
    <>
      <Loaded query={summary}>
        {(counts) => (
          <>
            <p role="status">
              {say('conflicts.summary', { count: counts.conflicts, people: counts.people })}
              {!counts.complete && `。${say('conflicts.incomplete')}`}
            </p>
            {counts.conflicts > 0 && <ConflictCounts summary={counts} onOnly={onOnly} />}
          </>
        )}
      </Loaded>
      <Loaded query={conflicts} empty={say('conflicts.empty')} isEmpty={(rows) => rows.length === 0}>
        {(rows) => (
          <>
            <PastConflicts rows={rows} period={filters} />
            <More {...conflicts} count={rows.length} />
          </>
        )}
      </Loaded>
    </>
  );
}
