import { Descriptions, Table } from 'antd';
import type { ReactNode } from 'react';
import { useSay } from '../app/language.tsx';

/** One thing that something says, in words, a line each. */
export interface Fact {
  label: string;
  lines: readonly string[];
}

/** What something says; `further` is told below. */
export function Facts({ facts, further = [] }: { facts: Fact[]; further?: { label: string; node: ReactNode }[] }) {
  const rows = [...facts.map(({ label, lines }) => ({ label, node: <Lines lines={lines} /> })), ...further];
  return (
    <Descriptions
      bordered
      size="small"
      column={1}
      className="panel facts"
      items={rows.map(({ label, node }) => ({ key: label, label, children: node }))}
    />
  );
}

/** What something says now beside what it is to say; what differs is marked. */
export function FactComparison({ now, proposed, label }: { now: Fact[]; proposed: Fact[]; label: string }) {
  const say = useSay();
  const linesOf = (facts: Fact[], wanted: string) => facts.find((fact) => fact.label === wanted)?.lines ?? [];
  const labels = [...new Set([...proposed, ...now].map((fact) => fact.label))];
  const rows = labels.map((each) => ({ label: each, now: linesOf(now, each), proposed: linesOf(proposed, each) }));
  const cell = (lines: readonly string[]) => <Lines lines={lines} />;
  return (
    <Table
      size="small"
      rowKey="label"
      className="panel"
      aria-label={label}
      pagination={false}
      dataSource={rows}
      rowClassName={(row) => (row.now.join('\n') === row.proposed.join('\n') ? '' : 'differs')}
      columns={[
        { title: say('rules.field'), dataIndex: 'label', width: 120 },
        { title: say('rules.now'), dataIndex: 'now', render: cell },
        { title: say('rules.proposed'), dataIndex: 'proposed', render: cell },
      ]}
    />
  );
}

export function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="plain">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
