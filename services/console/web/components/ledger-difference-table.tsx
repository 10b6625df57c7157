import type { LedgerDifference } from '@zhiheng/contracts';
import { Table, Tag } from 'antd';
import { useSpeech } from '../app/language.tsx';
import { Because, Holder, Period } from './ledger-table.tsx';
import { RiskTag } from './tags.tsx';

const colours = { begun: 'green', ended: 'red', changed: 'gold', passing: 'default' } as const;

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
        {
          title: say('ledger.basis'),
          key: 'grants',
          width: 400,
          render: (_, { grants }) => (
            <ul className="plain">
              {grants.map((held) => (
                <li key={held.grant}>
                  <Period {...held} />
                  <Because {...held} />
                </li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  );
}
