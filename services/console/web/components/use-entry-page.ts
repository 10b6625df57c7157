import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { readEntries } from '../api/entries.ts';
import type { EntryFilters } from '../api/entry-filters.ts';

/** One page of entries and the ways to those beside it. Asked for by a person only: each question is itself logged. */
export function useEntryPage(filters: EntryFilters) {
  const [place, setPlace] = useState<{ filters: EntryFilters; cursor: string } | undefined>();
  // A cursor goes on with the question it came from, and with no other.
  const cursor = place?.filters === filters ? place.cursor : undefined;
  const query = useQuery({
    queryKey: ['entries', filters, cursor],
    queryFn: () => readEntries(filters, cursor),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const goTo = (next: string | null | undefined) => () => setPlace(next ? { filters, cursor: next } : undefined);
  return {
    query,
    isFirst: cursor === undefined,
    newer: query.data?.previousCursor ? goTo(query.data.previousCursor) : undefined,
    older: query.data?.nextCursor ? goTo(query.data.nextCursor) : undefined,
    first: goTo(undefined),
  };
}
