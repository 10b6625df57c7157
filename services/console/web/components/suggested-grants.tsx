import type { Transfer } from '@zhiheng/contracts';
import { Alert } from 'antd';
import { Link } from 'react-router';
import { useSay } from '../app/language.tsx';
import { Conflicts } from './conflicts.tsx';
import { useNames } from './names.ts';
import { grantTo } from './request-links.ts';

interface SuggestedGrantsProps {
  /** Username or id. */
  person: string;
  grants: Transfer['suggestedGrants'];
}

/** What a new post is given: nothing of it begins but by request, to whose form each leads. */
export function SuggestedGrants({ person, grants }: SuggestedGrantsProps) {
  const say = useSay();
  const { roleName, unitName } = useNames();
  if (grants.length === 0) return <p className="muted">{say('transfer.noSuggestion')}</p>;
  return (
    <Alert
      type="info"
      showIcon
      style={{ marginTop: 12 }}
      title={say('transfer.suggested', { count: grants.length })}
      description={
        <ul className="plain">
          {grants.map(({ role, unit, conflicts }) => (
            <li key={`${role} ${unit}`}>
              {say('conflict.withRole', { role: roleName(role), unit: unitName(unit) })}{' '}
              <Link to={grantTo(person, { role, unit })}>{say('transfer.ask')}</Link>
              {conflicts.length > 0 && <Conflicts conflicts={conflicts} />}
            </li>
          ))}
        </ul>
      }
    />
  );
}
