import type { LedgerLine } from '@zhiheng/contracts';
import { Table, Tag } from 'antd';
import { Link } from 'react-router';
import { useSpeech } from '../app/language.tsx';
import { LedgerBasis } from './ledger-basis.tsx';
import { useNames } from './names.ts';
import { RiskTag } from './tags.tsx';
import { periodText } from './times.ts';

/** One line a grant: who, what, where, for how long, and by whose approval. */
export function LedgerTable({ lines }: { lines: LedgerLine[] }) {
  const { say, pick } = useSpeech();
  return (
    <Table<LedgerLine>
      size="small"
      rowKey="grant"
      aria-label={say('ledger.title')}
      pagination={false}
      dataSource={lines}
      columns={[
        { title: say('person'), key: 'person', width: 190, render: (_, { person }) => <Holder person={person} /> },
        {
          title: say('role'),
          key: 'role',
          render: (_, { role }) => (
            <>
              {pick(role.name)} <RiskTag risk={role.risk} />
            </>
          ),
        },
        { title: say('unit'), key: 'unit', render: (_, { unit }) => pick(unit.name) },
        { title: say('validity'), key: 'validity', width: 190, render: (_, line) => <Period {...line} /> },
        { title: say('ledger.basis'), key: 'basis', width: 330, render: (_, line) => <Because {...line} /> },
      ]}
    />
  );
}

export function Holder({ person }: { person: LedgerLine['person'] }) {
  const { say } = useSpeech();
  const { unitName } = useNames();
  const { id, username, name, unit, post, state } = person;
  return (
    <>
      <Link to={`/people/${username ?? id}`}>{name}</Link> <span className="code muted">{username}</span>
      <div className="muted">
        {`${post} · ${unitName(unit)}`} {state === 'departed' && <Tag>{say('ledger.departed')}</Tag>}
      </div>
    </>
  );
}

type Held = Pick<LedgerLine, 'since' | 'until' | 'begunBy' | 'extendedBy' | 'endedBy' | 'endedByRequest'>;

export function Period({ since, until }: Pick<Held, 'since' | 'until'>) {
  const { say } = useSpeech();
  return <>{periodText({ validFrom: since, validUntil: until }, say)}</>;
}

const endings = ['request', 'departure', 'transfer', 'reorganisation', 'expiry', 'suspension'] as const;
const isEnding = (text: string): text is (typeof endings)[number] => endings.some((ending) => ending === text);

/** What began it, moved its end and ended it. */
export function Because({ begunBy, extendedBy, endedBy, endedByRequest }: Held) {
  const { say } = useSpeech();
  return (
    <>
      {begunBy ? <LedgerBasis basis={begunBy} /> : <span className="muted">{say('ledger.founding')}</span>}
      {extendedBy && (
        <div>
          <Tag color="cyan">{say('ledger.extended')}</Tag>
          <LedgerBasis basis={extendedBy} />
        </div>
      )}
      {endedBy && (
        <div>
          <Tag>{isEnding(endedBy) ? say(`ledger.endedBy.${endedBy}`) : endedBy}</Tag>
          {endedByRequest && <LedgerBasis basis={endedByRequest} />}
        </div>
      )}
    </>
  );
}
