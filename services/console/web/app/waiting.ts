import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { waitingQuery } from '../api/notices.ts';
import { tokenStands } from '../api/session.ts';
import { controlWaitingQuery } from '../api/tasks.ts';

const everyMs = 60_000;

/** How much waits for me; zero until it is known. */
export const useWaiting = () => useQuery(waitingQuery).data ?? { notices: 0, requests: 0 };

/** How much of internal control waits for me; zero until it is known. */
export const useControlWaiting = () => useQuery(controlWaitingQuery).data ?? { notices: 0, tasks: 0 };

/** Asks anew now and then while the page is looked at; what it gives asks at once. */
export function useWaitingKeptUp(): () => void {
  const queries = useQueryClient();
  const ask = useCallback(() => {
    for (const { queryKey } of [waitingQuery, controlWaitingQuery]) void queries.invalidateQueries({ queryKey });
  }, [queries]);
  useEffect(() => {
    const timer = setInterval(() => {
      // A token that has ended waits for somebody: an abandoned page must not keep its session alive.
      if (document.visibilityState === 'visible') void tokenStands().then((stands) => stands && ask());
    }, everyMs);
    return () => clearInterval(timer);
  }, [ask]);
  return ask;
}
