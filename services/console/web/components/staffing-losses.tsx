import type { DeparturePreview } from '@zhiheng/contracts';
import { Alert } from 'antd';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { useNames } from './names.ts';

/** Duties that a departure leaves with one person or nobody. */
export function StaffingLosses({ losses }: { losses: DeparturePreview['staffing'] }) {
  const { say, pick } = useSpeech();
  const { itemName, unitName } = useNames();
  if (losses.length === 0) return null;
  return (
    <Alert
      type="warning"
      style={{ marginTop: 12 }}
      title={`${say('departure.staffing')} (${losses.length})`}
      description={
        <ul style={{ margin: 0, paddingInlineStart: 20 }}>
          {losses.map(({ item, unit, duty, remaining: [person] }) => (
            <li key={`${item} ${unit} ${duty}`}>
              {`${itemName(item)} · ${pick(wordsOf('duties', duty))} · ${unitName(unit)}: `}
              <strong>{person ? say('departure.oneLeft', { person }) : say('departure.nobodyLeft')}</strong>
            </li>
          ))}
        </ul>
      }
    />
  );
}
