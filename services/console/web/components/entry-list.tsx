import type { EntryFilters } from '../api/entry-filters.ts';
import { useSay } from '../app/language.tsx';
import { EntriesTable } from './entries-table.tsx';
import { EntryPager } from './entry-pager.tsx';
import { LiveEntries } from './live-entries.tsx';
import { Loaded } from './loaded.tsx';
import { useEntryPage } from './use-entry-page.ts';

interface EntryListProps {
  filters: EntryFilters;
  live: boolean;
  onOpen: (id: string) => void;
}

/** The entries that fit: page by page, or followed from the newest on. */
export function EntryList({ filters, live, onOpen }: EntryListProps) {
  const say = useSay();
  const page = useEntryPage(filters);
  const { query, isFirst } = page;
  return (
    <Loaded query={query} empty={say('log.empty')} isEmpty={({ data }) => data.length === 0 && isFirst && !live}>
      {({ data }) =>
        live && isFirst && !query.isPlaceholderData ? (
          <LiveEntries key={query.dataUpdatedAt} filters={filters} before={data} onOpen={onOpen} />
        ) : (
          <>
            <EntriesTable entries={data} onOpen={onOpen} />
            <EntryPager {...page} />
          </>
        )
      }
    </Loaded>
  );
}
