import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { PageOf } from '../api/people.ts';

/** A list read page by page with the services' cursors; `data` holds the rows of all pages read so far, `first` what the first one says beside. */
export function usePages<T, P extends PageOf<T>>(
  queryKey: QueryKey,
  read: (cursor?: string) => Promise<P & PageOf<T>>,
  options: { refetchOnWindowFocus?: boolean } = {},
) {
  const { data, ...rest } = useInfiniteQuery({
    ...options,
    queryKey,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }: P & PageOf<T>) => nextCursor ?? undefined,
  });
  const rows = useMemo(() => data?.pages.flatMap((page) => page.data), [data]);
  return { ...rest, data: rows, first: data?.pages[0] };
}
