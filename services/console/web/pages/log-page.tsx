import { useMutation } from '@tanstack/react-query';
import { Button, Card } from 'antd';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { type EntryFilters, filterNames, readEntries, verifyLog } from '../api/entries.ts';
import { useSay } from '../app/language.tsx';
import { EntriesTable } from '../components/entries-table.tsx';
import { EntryDrawer } from '../components/entry-drawer.tsx';
import { EntryFiltersForm } from '../components/entry-filters-form.tsx';
import { Loaded } from '../components/loaded.tsx';
import { LogVerdict } from '../components/log-verdict.tsx';
import { More } from '../components/more.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { usePages } from '../components/use-pages.ts';

/** The trail. Filters and the open entry live in the address, so that it can be kept and sent. */
export function LogPage() {
  const say = useSay();
  const [query, setQuery] = useSearchParams();
  const filters = useMemo(() => filtersOf(query), [query]);
  const entries = usePages(['entries', filters], (cursor) => readEntries(filters, cursor));
  const verification = useMutation({ mutationFn: verifyLog });
  const open = (id: string | undefined) =>
    setQuery(
      (before) => {
        const next = new URLSearchParams(before);
        if (id) next.set('entry', id);
        else next.delete('entry');
        return next;
      },
      { preventScrollReset: true },
    );
  return (
    <>
      <PageHeading
        title={say('log.title')}
        lead={say('log.lead')}
        extra={
          <Button loading={verification.isPending} onClick={() => verification.mutate()}>
            {say(verification.isPending ? 'log.verifyingAll' : 'log.verifyAll')}
          </Button>
        }
      />
      <LogVerdict verification={verification} onOpen={open} />
      <Card size="small">
        <EntryFiltersForm
          key={JSON.stringify(filters)}
          filters={filters}
          onSearch={(wanted) => {
            const next = new URLSearchParams(wanted as Record<string, string>);
            if (next.toString() === new URLSearchParams(filters as Record<string, string>).toString())
              void entries.refetch();
            setQuery(next);
          }}
        />
        <Loaded query={entries} empty={say('log.empty')} isEmpty={(rows) => rows.length === 0}>
          {(rows) => (
            <>
              <EntriesTable entries={rows} onOpen={open} />
              <More {...entries} count={rows.length} />
            </>
          )}
        </Loaded>
      </Card>
      <EntryDrawer id={query.get('entry') ?? undefined} onClose={() => open(undefined)} />
    </>
  );
}

const filtersOf = (query: URLSearchParams): EntryFilters =>
  Object.fromEntries(filterNames.flatMap((name) => (query.get(name) ? [[name, query.get(name)]] : [])));
