import type { RemovedMonth } from '@zhiheng/contracts';
import { Link } from 'react-router';
import { useSay } from '../app/language.tsx';

/** Stretches of the log that were removed by policy, each with the entry that says so. */
export function RemovedRanges({ removed }: { removed: readonly RemovedMonth[] }) {
  const say = useSay();
  return (
    <ul style={{ margin: 0, paddingInlineStart: 20 }}>
      {removed.map(({ month, firstIndex, lastIndex, entries, removal }) => (
        <li key={month}>
          {say('retention.removedRange', { month, first: firstIndex, last: lastIndex, entries })}{' '}
          <Link to={`/log?entry=${removal}`}>{say('retention.removalEntry')}</Link>
        </li>
      ))}
    </ul>
  );
}
