import type { StaffingLoss } from '@zhiheng/contracts';
import { Tag } from 'antd';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { useList } from './lists.ts';
import { useNames } from './names.ts';

const shownAtMost = 50;
const pairsAtMost = 6;

/** Items that a change leaves worse off, those it breaks first: which duties nobody fills, and on whom it would depend. */
export function LossList({ losses, total = losses.length }: { losses: readonly StaffingLoss[]; total?: number }) {
  const { say, pick } = useSpeech();
  const { unitName } = useNames();
  const shown = losses.slice(0, shownAtMost);
  return (
    <ul className="plain" aria-label={say('staffing.losses', { count: total })}>
      {shown.map((loss) => (
        <li key={`${loss.item} ${loss.unit}`} className={`conflict ${loss.broken ? 'block' : 'observe'}`}>
          <Tag color={loss.broken ? 'red' : 'gold'}>{say(loss.broken ? 'staffing.broken' : 'staffing.weaker')}</Tag>
          <strong>{pick(loss.name)}</strong> · {unitName(loss.unit)}
          <Why loss={loss} />
        </li>
      ))}
      {total > shown.length && <li className="muted">{say('staffing.more', { count: total - shown.length })}</li>}
    </ul>
  );
}

function Why({ loss: { unfilled, critical, short, before, after } }: { loss: StaffingLoss }) {
  const { say, pick } = useSpeech();
  const list = useList();
  const dutyName = (duty: string) => pick(wordsOf('duties', duty));
  const survives = (count: number | undefined) =>
    count === undefined ? say('staffing.new') : say(`staffing.survives.${count as -1 | 0 | 1 | 2}`);
  const pairs = after.breaks.filter((set) => set.length > 1);
  const together = pairs
    .slice(0, pairsAtMost)
    .map((set) => set.join(' + '))
    .concat(pairs.length > pairsAtMost ? [say('staffing.more', { count: pairs.length - pairsAtMost })] : [])
    .join('; ');
  return (
    <>
      {unfilled.length > 0 && <div>{say('staffing.lossUnfilled', { duties: list(unfilled.map(dutyName)) })}</div>}
      {short.map(({ duty, remaining }) => (
        <div key={duty}>
          {say('staffing.lossShort', { duty: dutyName(duty), people: list(remaining) || say('none') })}
        </div>
      ))}
      {critical.length > 0 && <div>{say('staffing.lossCritical', { people: list(critical) })}</div>}
      {before?.survives !== after.survives && (
        <div>
          {say('staffing.lossSurvives', { before: survives(before?.survives), after: survives(after.survives) })}
        </div>
      )}
      {together.length > 0 && <div>{say('staffing.lossBreaks', { people: together })}</div>}
    </>
  );
}
