import type { PastConflict } from '@zhiheng/contracts';
import { Link } from 'react-router';
import type { ConflictFilters } from '../api/analysis.ts';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { Conflicts } from './conflicts.tsx';
import { WhoseConflict } from './held-conflicts.tsx';
import { useNames } from './names.ts';
import { PractisedSteps } from './practised-steps.tsx';
import { instantText } from './times.ts';

/** What people did against the rules as they now stand, with the cases and the steps. */
export function PastConflicts({
  rows,
  period,
}: {
  rows: readonly PastConflict[];
  period: Pick<ConflictFilters, 'from' | 'to'>;
}) {
  const { say } = useSpeech();
  return (
    <ul className="plain" aria-label={say('conflicts.did')}>
      {rows.map((row) => (
        <li
          key={`${row.person} ${row.conflict.rule} ${row.from} ${row.cases[0]?.id} ${row.conflict.items}`}
          className="panel"
        >
          <WhoseConflict row={row} />
          {row.uses ? <PractisedSteps row={row} period={period} /> : <Done row={row} />}
          <Conflicts conflicts={[row.conflict]} />
        </li>
      ))}
    </ul>
  );
}

function Done({ row: { cases, steps } }: { row: PastConflict }) {
  const { say, pick } = useSpeech();
  const { itemName } = useNames();
  return (
    <ul className="plain" aria-label={say('conflicts.steps')}>
      {cases.map(({ id, reference, item }) => (
        <li key={id}>
          <Link to={`/cases/${id}`}>{say('conflicts.case', { reference, item: itemName(item) })}</Link>
          <ul>
            {steps
              .filter((step) => step.case === id)
              .map(({ duty, round, at }) => (
                <li key={`${duty} ${at}`}>
                  {say('conflicts.step', { at: instantText(at), duty: pick(wordsOf('duties', duty)), round })}
                </li>
              ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
