import type { LedgerDifference } from '@zhiheng/contracts';
import { Tag } from 'antd';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { LedgerBasis } from './ledger-basis.tsx';
import { useList } from './lists.ts';
import { useNames } from './names.ts';
import { minuteText } from './times.ts';

type Shift = NonNullable<LedgerDifference['content']>;
type Permission = Shift['gained'][number];

/** What differs about a holding although its grant is the same: more and less of what it gives, and what that came by. */
export function LedgerShifts({ row: { content, reach, moves } }: { row: LedgerDifference }) {
  const { say } = useSpeech();
  const { unitName } = useNames();
  const permission = usePermission();
  return (
    <>
      {content && (
        <OneShift gained={content.gained.map(permission)} lost={content.lost.map(permission)} causes={content.causes} />
      )}
      {reach && <OneShift gained={reach.gained.map(unitName)} lost={reach.lost.map(unitName)} causes={reach.causes} />}
      {moves?.map(({ at, unit, post, by, id }) => (
        <div key={id}>{say(`ledger.moved.${by}`, { at: minuteText(at), unit: unitName(unit), post })}</div>
      ))}
    </>
  );
}

function OneShift({ gained, lost, causes }: { gained: string[]; lost: string[]; causes: Shift['causes'] }) {
  const { say, pick } = useSpeech();
  return (
    <>
      {gained.map((text) => (
        <div key={`+ ${text}`}>
          <Tag color="green">{say('ledger.gained')}</Tag>
          {text}
        </div>
      ))}
      {lost.map((text) => (
        <div key={`- ${text}`}>
          <Tag color="red">{say('ledger.lost')}</Tag>
          {text}
        </div>
      ))}
      {causes.map(({ kind, code, name, at, by }) => (
        <div key={`${code} ${at}`}>
          <span className="muted">{say(`ledger.changed.${kind}`, { name: pick(name), at: minuteText(at) })}</span>{' '}
          {by ? <LedgerBasis basis={by} /> : say('ledger.causeUnknown')}
        </div>
      ))}
    </>
  );
}

/** A permission in a line: what may be done, or may not, to what. */
function usePermission(): (permission: Permission) => string {
  const { say, pick } = useSpeech();
  const list = useList();
  const { itemName } = useNames();
  return ({ action, resource, items, effect }) => {
    const duty = pick(wordsOf('duties', action));
    const about = items ? list(items.map(itemName)) : resource === 'case' ? say('ledger.allItems') : resource;
    return effect === 'deny' ? say('ledger.denied', { duty, about }) : `${duty} · ${about}`;
  };
}
