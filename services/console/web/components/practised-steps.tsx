import type { PastConflict } from '@zhiheng/contracts';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type ConflictFilters, readPractisedSteps } from '../api/analysis.ts';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { useList } from './lists.ts';
import { Loaded } from './loaded.tsx';
import { More } from './more.tsx';
import { useNames } from './names.ts';
import { instantText, minuteText } from './times.ts';
import { usePages } from './use-pages.ts';

interface Props {
  row: PastConflict;
  period: Pick<ConflictFilters, 'from' | 'to'>;
}

/** What somebody did of both sides of a static rule: how often and when, and on demand the cases. */
export function PractisedSteps({ row, period }: Props) {
  const { say, pick } = useSpeech();
  const { itemName, unitName, roleName } = useNames();
  const list = useList();
  const [open, setOpen] = useState(false);
  return (
    <>
      <ul className="plain" aria-label={say('conflicts.uses')}>
        {row.uses?.map(({ duty, item, unit, times, first, last, roles = [] }) => (
          <li key={`${duty} ${item} ${unit} ${first} ${roles}`}>
            {say('conflicts.use', {
              ...{ item: itemName(item), unit: unitName(unit), times },
              ...{ duty: pick(wordsOf('duties', duty)), from: minuteText(first), to: minuteText(last) },
            })}
            {roles.length > 0 && (
              <div className="muted">{say('conflicts.useRoles', { roles: list(roles.map(roleName)) })}</div>
            )}
          </li>
        ))}
      </ul>
      {row.order && <div className="muted">{say(`conflicts.order.${row.order}`)}</div>}
      {open ? (
        <Steps asked={{ rule: row.conflict.rule, person: row.person, ...period }} />
      ) : (
        <Button size="small" onClick={() => setOpen(true)}>
          {say('conflicts.showCases')}
        </Button>
      )}
    </>
  );
}

function Steps({ asked }: { asked: Parameters<typeof readPractisedSteps>[0] }) {
  const { say, pick } = useSpeech();
  const { itemName } = useNames();
  const steps = usePages(['conflicts', 'practised', asked], (cursor) => readPractisedSteps(asked, cursor));
  return (
    <Loaded query={steps} empty={say('conflicts.empty')} isEmpty={(rows) => rows.length === 0}>
      {(rows) => (
        <>
          <ul aria-label={say('conflicts.steps')}>
            {rows.map(({ case: id, reference, item, duty, round, at }) => (
              <li key={`${id} ${duty} ${round}`}>
                <Link to={`/cases/${id}`}>{say('conflicts.case', { reference, item: itemName(item) })}</Link>{' '}
                {say('conflicts.step', { at: instantText(at), duty: pick(wordsOf('duties', duty)), round })}
              </li>
            ))}
          </ul>
          <More {...steps} count={rows.length} />
        </>
      )}
    </Loaded>
  );
}
