import type { LedgerDifference } from '@zhiheng/contracts';
import { Table, Tag } from 'antd';
import { useSpeech } from '../app/language.tsx';
import { LedgerShifts } from './ledger-shifts.tsx';
import { Because, Holder, Period } from './ledger-table.tsx';
import { useNames } from './names.ts';
import { RiskTag } from './tags.tsx';

const colours = {
  ...{ begun: 'green', ended: 'red', changed: 'gold', passing: 'default' },
  ...{ content: 'purple', reach: 'geekblue', moved: 'cyan' },
} as const;

/** One line a person, role and unit that differ between two moments, with the grants that tell why. */
export function LedgerDifferenceTable({ rows }: { rows: LedgerDifference[] }) {
  const { say, pick } = useSpeech();
  return (
    <Table<LedgerDifference>
      size="small"
      rowKey={({ person, role, unit }) => `${person.id} ${role.code} ${unit.code}`}
      aria-label={say('ledger.difference')}
      pagination={false}
      dataSource={rows}
      columns={[
        {
          title: say('ledger.kind'),
          key: 'kind',
          width: 100,
          render: (_, { kind }) => <Tag color={colours[kind]}>{say(`ledger.kind.${kind}`)}</Tag>,
        },
        { title: say('person'), key: 'person', width: 190, render: (_, row) => <Placed row={row} /> },
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
        {
          title: say('ledger.basis'),
          key: 'grants',
          width: 400,
          render: (_, row) => (
            <>
              <LedgerShifts row={row} />
              <ul className="plain">
                {row.grants.map((held) => (
                  <li key={held.grant}>
                    <Period {...held} />
                    <Because {...held} />
                  </li>
                ))}
              </ul>
            </>
          ),
        },
      ]}
    />
  );
}

/** The holder as of the later moment, and where they belonged before if that was elsewhere. */
function Placed({ row: { person, before } }: { row: LedgerDifference }) {
  const { say } = useSpeech();
  const { unitName } = useNames();
  return (
    <>
      <Holder person={person} />
      {(before.unit !== person.unit || before.post !== person.post) && (
        <div className="muted">{say('ledger.before', { unit: unitName(before.unit), post: before.post })}</div>
      )}
    </>
  );
}
