import type { EntryFilters } from '../api/entry-filters.ts';
import { useSay } from '../app/language.tsx';
import { EntriesTable } from './entries-table.tsx';
import { EntryPager } from './entry-pager.tsx';
import { UnsearchedNote } from './entry-unsearched.tsx';
import { LiveEntries } from './live-entries.tsx';
import { Loaded } from './loaded.tsx';
import { minuteText } from './times.ts';
import { useEntryPage } from './use-entry-page.ts';

interface EntryListProps {
  filters: EntryFilters;
  live: boolean;
  onOpen: (id: string) => void;
}

/** The entries that fit: page by page, or followed from the newest on. */
export function EntryList({ live, ...list }: EntryListProps) {
  return live ? <Followed {...list} /> : <Paged {...list} />;
}

function Paged({ filters, onOpen }: Omit<EntryListProps, 'live'>) {
  const say = useSay();
  const page = useEntryPage(filters);
  return (
    <>
      {page.query.data && <UnsearchedNote page={page.query.data} />}
      <Loaded
        query={page.query}
        empty={say('log.empty')}
        isEmpty={({ data, nextCursor }) => data.length === 0 && page.isFirst && nextCursor === null}
      >
        {({ data, lookedTo }) => (
          <>
            <EntriesTable entries={data} onOpen={onOpen} />
            {lookedTo && (
              <p className="muted" role="status">
                {say('log.lookedTo', { to: minuteText(lookedTo) })}
              </p>
            )}
            <EntryPager {...page} />
          </>
        )}
      </Loaded>
    </>
  );
}

/** From the first page on, wherever somebody had turned to. */
function Followed({ filters, onOpen }: Omit<EntryListProps, 'live'>) {
  const { query } = useEntryPage(filters);
  return (
    <Loaded query={query}>
      {({ data }) =>
        query.isFetching ? (
          <EntriesTable entries={data} onOpen={onOpen} />
        ) : (
          <LiveEntries key={query.dataUpdatedAt} filters={filters} before={data} onOpen={onOpen} />
        )
      }
    </Loaded>
  );
}
