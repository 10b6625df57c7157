import type { CertificationPreview } from '@zhiheng/contracts';
import { useSay } from '../app/language.tsx';
import { LossList } from './loss-list.tsx';
import { ThinlyCoveredList } from './thinly-covered-list.tsx';

/** What some removals leave behind together: the last word on each duty, and every item that is worse off. */
export function RemovalOutlook({ removals }: CertificationPreview) {
  const say = useSay();
  const duties = lastOf(
    removals.flatMap(({ thinlyCovered }) => thinlyCovered),
    ({ item, unit, duty }) => [item, unit, duty],
  );
  const losses = lastOf(
    removals.flatMap((removal) => removal.losses),
    ({ item, unit }) => [item, unit],
  );
  return (
    <>
      <ThinlyCoveredList duties={duties} />
      {losses.length > 0 && (
        <details className="panel">
          <summary>{say('staffing.losses', { count: losses.length })}</summary>
          <LossList losses={losses} />
        </details>
      )}
    </>
  );
}

/** A later removal says how it stands after those before it. */
const lastOf = <T,>(rows: readonly T[], keyOf: (row: T) => string[]): T[] => [
  ...new Map(rows.map((row) => [keyOf(row).join('\n'), row])).values(),
];
