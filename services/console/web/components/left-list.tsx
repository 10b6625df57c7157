import type { LeftBehind } from '@zhiheng/contracts';
import { Tag } from 'antd';
import { Link } from 'react-router';
import { useSpeech } from '../app/language.tsx';
import type { PlainKey } from '../words/types.ts';
import { type Names, useNames } from './names.ts';

interface LeftListProps {
  left: readonly LeftBehind[];
  /** A limit stands in the way of nothing: what lasts beyond it goes on. */
  by?: 'retirement' | 'limit';
}

/** What a retirement leaves behind, or what lasts beyond a limit: what is in its way first, each named as far as the reader sees it. */
export function LeftList({ left, by = 'retirement' }: LeftListProps) {
  const { say } = useSpeech();
  const names = useNames();
  const ordered = [...left].sort((a, b) => Number(b.refuses) - Number(a.refuses));
  return (
    <ul className="plain" aria-label={say(by === 'limit' ? 'limit.beyond' : 'left.list')}>
      {ordered.map(({ kind, count, refuses, some }) => (
        <li key={kind} className={`conflict ${refuses ? 'block' : 'observe'}`}>
          <Tag color={refuses ? 'red' : 'default'}>{say(markOf(by, kind, refuses))}</Tag>
          <strong>{say('left.counted', { kind: say(`left.${kind}`), count })}</strong>
          <ul className="inline">
            {some.map((name) => (
              <li key={name}>
                <Link to={addressOf(kind, name)}>{textOf(kind, name, names)}</Link>
              </li>
            ))}
          </ul>
          {count > some.length && <span className="muted">{say('left.unnamed', { count: count - some.length })}</span>}
        </li>
      ))}
    </ul>
  );
}

type Kind = LeftBehind['kind'];

function markOf(by: 'retirement' | 'limit', kind: Kind, refuses: boolean): PlainKey {
  if (by === 'limit') return kind === 'request' ? 'limit.wouldFail' : 'limit.goesOn';
  return refuses ? 'left.refuses' : 'left.allows';
}

/** Where it is read, and what is to be done about it. */
function addressOf(kind: Kind, name: string): string {
  const encoded = encodeURIComponent(name);
  switch (kind) {
    case 'person':
    case 'transfer':
    case 'deputy':
      return `/people/${encoded}`;
    case 'grant':
    case 'suspended-grant':
      return `/people/${encodeURIComponent(name.split(' ')[0] as string)}`;
    case 'case':
      return `/cases/${encoded}`;
    case 'request':
      return `/requests/${encoded}`;
    case 'rule':
      return `/rules/${encoded}`;
    case 'template':
      return `/templates?post=${encodeURIComponent(name.split('/')[0] as string)}`;
    case 'unit':
    case 'item':
    case 'role':
    case 'chain':
      return `/catalogue/${kind}s?text=${encoded}`;
  }
}

function textOf(kind: Kind, name: string, { unitName, itemName, roleName }: Names): string {
  switch (kind) {
    case 'unit':
      return unitName(name);
    case 'item':
      return itemName(name);
    case 'role':
      return roleName(name);
    case 'grant':
    case 'suspended-grant': {
      const [person = name, role = '', unit = ''] = name.split(' ');
      return `${person}: ${roleName(role)} · ${unitName(unit)}`;
    }
    default:
      return name;
  }
}
