import type { UncoveredDuty } from '@zhiheng/contracts';
import { Alert } from 'antd';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { useNames } from './names.ts';

/** Duties that a removal leaves with one person, nobody, or people who cannot do theirs apart; where a plan is needed it says so. */
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
          {duties.map(({ item, unit, duty, remaining, required }) => (
            <li key={`${item} ${unit} ${duty}`}>
              {`${itemName(item)} · ${pick(wordsOf('duties', duty))} · ${unitName(unit)}: `}
              <strong>{say(leftAs(remaining, required))}</strong>
            </li>
          ))}
        </ul>
      }
    />
  );
}

const leftAs = (remaining: number, required: boolean) => {
  if (remaining === 0) return 'departure.nobodyLeft' as const;
  return required ? ('cover.notApart' as const) : ('cover.oneLeft' as const);
};
