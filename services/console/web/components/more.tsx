import { Button } from 'antd';
import { useSay } from '../app/language.tsx';

interface Paging {
  count: number;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

/** The foot of a list that is read page by page. */
export function More({ count, hasNextPage, isFetchingNextPage, fetchNextPage }: Paging) {
  const say = useSay();
  return (
    <div className="more">
      {hasNextPage ? (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {`${say('loadMore')} (${say('shown', { count })})`}
        </Button>
      ) : (
        <span className="muted">{say('allShown', { count })}</span>
      )}
    </div>
  );
}
