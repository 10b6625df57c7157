import type { Entry } from '@zhiheng/contracts';
import type { EntryFilters } from '../api/entry-filters.ts';
import { EntriesTable } from './entries-table.tsx';
import { LiveBar } from './live-bar.tsx';
import { useFollow } from './use-follow.ts';

interface LiveEntriesProps {
  filters: EntryFilters;
  /** What was found before following began, newest first. */
  before: readonly Entry[];
  onOpen: (id: string) => void;
}

/** New entries as they are logged, above those that were there. */
export function LiveEntries({ filters, before, onOpen }: LiveEntriesProps) {
  const newest = before[0]?.index;
  const follow = useFollow(filters, newest === undefined ? undefined : newest + 1);
  return (
    <>
      <LiveBar follow={follow} />
      <EntriesTable entries={[...follow.entries, ...before]} onOpen={onOpen} />
    </>
  );
}
