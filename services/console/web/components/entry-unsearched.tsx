import { Alert } from 'antd';
import { Link } from 'react-router';
import type { EntryPage } from '../api/entries.ts';
import { useSay } from '../app/language.tsx';
import { RemovedRanges } from './retention-removed.tsx';
import { minuteText } from './times.ts';

/** What a query did not look through: months in the archive, and those that were removed by policy. */
export function UnsearchedNote({ page: { searchableFrom, removed = [] } }: { page: EntryPage }) {
  const say = useSay();
  if (!searchableFrom) return null;
  return (
    <Alert
      type="info"
      showIcon
      className="panel"
      title={say('retention.notSearched', { from: minuteText(searchableFrom) })}
      description={removed.length > 0 && <RemovedRanges removed={removed} />}
      action={<Link to="/retention">{say('retention.toPage')}</Link>}
    />
  );
}
