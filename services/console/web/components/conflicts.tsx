import type { ConflictDocument } from '@zhiheng/contracts';
import { Tag } from 'antd';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { ItemTags } from './item-tags.tsx';
import { useNames } from './names.ts';

/** Broken rules, each explained: its legal source, what it conflicts with, the items, and what would resolve it. */
export function Conflicts({ conflicts }: { conflicts: readonly ConflictDocument[] }) {
  const { say } = useSpeech();
  return (
    <ul className="plain" aria-label={say('conflict.list')}>
      {conflicts.map((conflict) => (
        <li key={`${conflict.rule} ${JSON.stringify(conflict.with)}`} className={`conflict ${conflict.effect}`}>
          <OneConflict conflict={conflict} />
        </li>
      ))}
    </ul>
  );
}

function OneConflict({ conflict }: { conflict: ConflictDocument }) {
  const { say, pick } = useSpeech();
  const { rule, name, source, effect, items, resolution } = conflict;
  return (
    <>
      <h4>
        <Tag color={effect === 'block' ? 'red' : 'gold'}>{say(`conflict.${effect}`)}</Tag>
        {pick(name)} <span className="code muted">{rule}</span>
      </h4>
      <div className="muted">{say('conflict.source', { source })}</div>
      <dl>
        {conflict.with.length > 0 && (
          <>
            <dt>{say('conflict.with')}</dt>
            <dd>
              <ul className="plain">
                {conflict.with.map((other) => (
                  <li key={JSON.stringify(other)}>
                    <Against other={other} />
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
        {items.length > 0 && (
          <>
            <dt>{say('conflict.items')}</dt>
            <dd>
              <ItemTags items={items} />
            </dd>
          </>
        )}
      </dl>
      <div>{say('conflict.resolution', { resolution: pick(resolution) })}</div>
    </>
  );
}

/** The grant or the earlier step on the other side. */
function Against({ other }: { other: ConflictDocument['with'][number] }) {
  const { say, pick } = useSpeech();
  const { roleName, unitName } = useNames();
  if (other.role && other.unit)
    return <>{say('conflict.withRole', { role: roleName(other.role), unit: unitName(other.unit) })}</>;
  if (other.role) return <>{roleName(other.role)}</>;
  const duty = other.duty ? pick(wordsOf('duties', other.duty)) : '';
  return <>{say('conflict.step', { round: other.round ?? 1, duty, person: other.person ?? '' })}</>;
}
