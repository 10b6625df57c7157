import type { ConflictDocument } from '@zhiheng/contracts';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { ItemTags } from './item-tags.tsx';
import { useNames } from './names.ts';

/** So many at once: a change of policy may hit many people. */
const atOnce = 10;

/**
 * Broken rules, each explained: whose it is where it may be anybody's, its legal source, what it conflicts with, the items, and what
 * would resolve it. A long list is folded; `further`: how many more there are than the service tells.
 */
export function Conflicts({
  conflicts,
  further = 0,
}: {
  conflicts: readonly ConflictDocument[];
  further?: number | undefined;
}) {
  const { say } = useSpeech();
  const [open, setOpen] = useState(false);
  const shown = open ? conflicts : conflicts.slice(0, atOnce);
  return (
    <>
      <ul className="plain" aria-label={say('conflict.list')}>
        {shown.map((conflict, index) => (
          // Two of people who are not named may read the same.
          <li key={`${index} ${conflict.rule} ${conflict.person}`} className={`conflict ${conflict.effect}`}>
            <OneConflict conflict={conflict} />
          </li>
        ))}
      </ul>
      {conflicts.length > shown.length && (
        <Button type="link" onClick={() => setOpen(true)}>
          {`+${conflicts.length - shown.length} ${say('view')}`}
        </Button>
      )}
      {further > 0 && (
        <p className="muted">{say('conflict.cut', { told: conflicts.length, total: conflicts.length + further })}</p>
      )}
    </>
  );
}

/** What the service says in place of a resolution that is not the reader's to see. */
const unsaid = '—';

function OneConflict({ conflict }: { conflict: ConflictDocument }) {
  const { say, pick } = useSpeech();
  const { rule, name, source, effect, person, items, resolution } = conflict;
  return (
    <>
      <h4>
        <Tag color={effect === 'block' ? 'red' : 'gold'}>{say(`conflict.${effect}`)}</Tag>
        {person && <Link to={`/people/${person}`}>{person}</Link>} {pick(name)}{' '}
        <span className="code muted">{rule}</span>
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
      {resolution.zh !== unsaid && <div>{say('conflict.resolution', { resolution: pick(resolution) })}</div>}
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
