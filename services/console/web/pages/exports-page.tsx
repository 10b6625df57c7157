import { useInfiniteQuery } from '@tanstack/react-query';
import { Alert, Card } from 'antd';
import { useMemo } from 'react';
import { readExports } from '../api/entry-exports.ts';
import { useSay } from '../app/language.tsx';
import { ExportsTable } from '../components/exports-table.tsx';
import { Loaded } from '../components/loaded.tsx';
import { More } from '../components/more.tsx';
import { PageHeading } from '../components/page-heading.tsx';

/** How often a list with unfinished exports is asked for anew. */
const everyMs = 1_500;

/** One's own exports of the log, and what to do with an evidence bundle. */
export function ExportsPage() {
  const say = useSay();
  const { data, ...rest } = useInfiniteQuery({
    queryKey: ['exports'],
    queryFn: ({ pageParam }) => readExports(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    // Only while there is something to wait for.
    refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.data.some(isUnfinished)) ? everyMs : false),
  });
  const rows = useMemo(() => data?.pages.flatMap((page) => page.data), [data]);
  return (
    <>
      <PageHeading title={say('exports.title')} lead={say('exports.lead')} />
      <Alert
        className="panel"
        type="info"
        showIcon
        title={say('exports.bundle')}
        description={
          <>
            {say('exports.bundleHow')}{' '}
            <a href="/verifier.html" target="_blank" rel="noreferrer">
              {say('exports.verifier')}
            </a>
          </>
        }
      />
      <Card size="small">
        <Loaded query={{ ...rest, data: rows }} empty={say('exports.empty')} isEmpty={(found) => found.length === 0}>
          {(found) => (
            <>
              <ExportsTable rows={found} />
              <More {...rest} count={found.length} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

const isUnfinished = ({ state }: { state: string }): boolean => state === 'queued' || state === 'running';
