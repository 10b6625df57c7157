import type { ThinlyCoveredDuty } from '@zhiheng/contracts';
import { Alert } from 'antd';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { useNames } from './names.ts';

/** Then a plan of who covers is needed. */
export const leftToNobody = (duties: readonly ThinlyCoveredDuty[]): boolean =>
  duties.some(({ remaining }) => remaining === 0);

/** Duties that a removal or a transfer leaves with one person who could do them, or with nobody. */
export function ThinlyCoveredList({ duties }: { duties: readonly ThinlyCoveredDuty[] }) {
  const { say, pick } = useSpeech();
  const { itemName, unitName } = useNames();
  if (duties.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      className="panel"
      title={say('cover.thin', { count: duties.length })}
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
