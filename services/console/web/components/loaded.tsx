import { Empty } from 'antd';
import type { ReactNode } from 'react';
import { useSay } from '../app/language.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { Waiting } from './waiting.tsx';

interface Question<T> {
  data: T | undefined;
  error: Error | null;
  refetch: () => unknown;
}

interface Loading<T> {
  query: Question<T>;
  /** Said instead of the content when there is nothing in it. */
  empty?: string;
  isEmpty?: (data: T) => boolean;
  children: (data: T) => ReactNode;
}

/** Content that is asked for: waiting, failed, empty or there. What was there stays while a new answer fails. */
export function Loaded<T>({ query, empty, isEmpty, children }: Loading<T>) {
  const say = useSay();
  const { data, error, refetch } = query;
  if (data === undefined) {
    return error ? <ProblemAlert error={error} onRetry={refetch} /> : <Waiting words={say('loading')} />;
  }
  return (
    <>
      {error && <ProblemAlert error={error} onRetry={refetch} />}
      {empty && isEmpty?.(data) ? <Empty description={empty} image={Empty.PRESENTED_IMAGE_SIMPLE} /> : children(data)}
    </>
  );
}
