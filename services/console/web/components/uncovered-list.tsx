import type { UncoveredDuty } from '@zhiheng/contracts';
import { Alert } from 'antd';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { useNames } from './names.ts';

/** Duties that a removal leaves with one person or nobody; where nobody is left, a cover plan is needed. */
export function UncoveredList({ duties }: { duties: readonly UncoveredDuty[] }) {
  const { say, pick } = useSpeech();
  const { itemName, unitName } = useNames();
  if (duties.length === 0) return null;
  const needed = duties.some(({ required }) => required);
  return (
    <Alert
      type="warning"
      showIcon
      className="panel"
      title={say(needed ? 'cover.needed' : 'cover.short', { count: duties.length })}
      description={
        <ul className="plain" style={{ maxHeight: 220, overflow: 'auto' }}>
          {duties.map(({ item, unit, duty, remaining }) => (
            <li key={`${item} ${unit} ${duty}`}>
              {`${itemName(item)} · ${pick(wordsOf('duties', duty))} · ${unitName(unit)}: `}
              <strong>{say(remaining === 0 ? 'departure.nobodyLeft' : 'cover.oneLeft')}</strong>
            </li>
          ))}
        </ul>
      }
    />
  );
}
