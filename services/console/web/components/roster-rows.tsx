import { useInfiniteQuery } from '@tanstack/react-query';
import { type Roster, type RosterKind, type RosterOutcome, type RosterRow, rosterOutcomes } from '@zhiheng/contracts';
import { Segmented, Table, type TableColumnType, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { rosterRowsQuery } from '../api/rosters.ts';
import { useSay } from '../app/language.tsx';
import type { PlainKey } from '../words/types.ts';
import { Loaded } from './loaded.tsx';
import { More } from './more.tsx';
import { useNames } from './names.ts';

const hints: Partial<Record<RosterKind, PlainKey>> = {
  unknown: 'roster.kindHint.unknown',
  left: 'roster.kindHint.left',
  differs: 'roster.kindHint.differs',
  'leaves-later': 'roster.kindHint.leaves-later',
};

/** The lines of one kind, and what came of them. */
export function RosterRows({ roster, kind }: { roster: Roster; kind: RosterKind }) {
  const say = useSay();
  const [outcome, setOutcome] = useState<RosterOutcome>();
  const { data, ...rest } = useInfiniteQuery(rosterRowsQuery(roster, { kind, outcome }));
  const rows = data?.pages.flatMap((page) => page.data);
  const hint = hints[kind];
  const begun = roster.state !== 'open';
  return (
    <>
      {hint && <p className="muted">{say(hint)}</p>}
      {begun && (
        <Segmented<string>
          style={{ marginBottom: 8 }}
          value={outcome ?? ''}
          onChange={(value) => setOutcome(value === '' ? undefined : (value as RosterOutcome))}
          options={[
            { value: '', label: say('roster.everyOutcome') },
            ...rosterOutcomes.map((one) => ({ value: one, label: say(`roster.outcome.${one}`) })),
          ]}
        />
      )}
      <Loaded query={{ ...rest, data: rows }} empty={say('roster.nobody')} isEmpty={(found) => found.length === 0}>
        {(found) => (
          <>
            <RowsTable rows={found} kind={kind} begun={begun} />
            <More {...rest} count={found.length} />
          </>
        )}
      </Loaded>
    </>
  );
}

function RowsTable({ rows, kind, begun }: { rows: RosterRow[]; kind: RosterKind; begun: boolean }) {
  const say = useSay();
  const { unitName } = useNames();
  const place = (at: { unit: string; post: string | null } | null) =>
    at ? [unitName(at.unit), at.post].filter(Boolean).join(' · ') : '—';
  const leaving = kind === 'leaves' || kind === 'leaves-later';
  const columns: TableColumnType<RosterRow>[] = [
    { title: say('roster.line'), key: 'line', width: 100, render: (_, { line }) => line ?? say('roster.notInFile') },
    { title: say('name'), key: 'name', render: (_, row) => <Who row={row} /> },
    { title: say('staffNumber'), key: 'number', render: (_, { staffNumber }) => staffNumber ?? '—' },
    ...(kind === 'joins'
      ? []
      : [{ title: say('roster.from'), key: 'from', render: (_: unknown, row: RosterRow) => place(row.from) }]),
    ...(leaving ? [] : [{ title: say('roster.to'), key: 'to', render: (_: unknown, row: RosterRow) => place(row.to) }]),
    ...(leaving
      ? [
          {
            title: say('roster.departure'),
            key: 'departure',
            render: (_: unknown, { departure, leavesOn }: RosterRow) =>
              [departure && say(`departure.kind.${departure}`), leavesOn].filter(Boolean).join(' · '),
          },
        ]
      : []),
    ...(begun
      ? [{ title: say('roster.outcome'), key: 'outcome', render: (_: unknown, row: RosterRow) => <Came row={row} /> }]
      : []),
  ];
  return (
    <Table<RosterRow>
      size="small"
      rowKey="place"
      aria-label={say(`roster.kind.${kind}`)}
      pagination={false}
      dataSource={rows}
      columns={columns}
    />
  );
}

function Who({ row: { name, username, person } }: { row: RosterRow }) {
  return person && username ? <Link to={`/people/${username}`}>{name}</Link> : (name ?? username ?? '—');
}

const colours: Record<RosterOutcome, string> = { done: 'green', overtaken: 'default', refused: 'red' };

function Came({ row: { outcome, problem, result, kind } }: { row: RosterRow }) {
  const say = useSay();
  if (!outcome) return <>—</>;
  const words = <Tag color={colours[outcome]}>{say(`roster.outcome.${outcome}`)}</Tag>;
  return (
    <>
      {kind === 'leaves' && result ? <Link to={`/departures/${result}`}>{words}</Link> : words}
      {problem?.title}
    </>
  );
}
