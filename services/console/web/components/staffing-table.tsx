import type { Staffing } from '@zhiheng/contracts';
import { Table, Tag } from 'antd';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { useList } from './lists.ts';
import { useNames } from './names.ts';
import { RiskTag } from './tags.tsx';

const shownBreaks = 4;
const colours = { '-1': 'red', 0: 'orange', 1: 'green', 2: 'green' } as const;

/** One row an item at a unit: how many may be away, without whom it fails, and one way to do it. */
export function StaffingTable({ rows, resiliency }: { rows: Staffing[]; resiliency: number }) {
  const { say, pick } = useSpeech();
  const list = useList();
  const { unitName } = useNames();
  return (
    <Table<Staffing>
      size="small"
      rowKey={({ item, unit }) => `${item} ${unit}`}
      aria-label={say('staffing.title')}
      pagination={false}
      rowClassName={({ feasible }) => (feasible ? '' : 'infeasible')}
      dataSource={rows}
      columns={[
        {
          title: say('item'),
          key: 'item',
          render: (_, { name, item, risk }) => (
            <>
              {pick(name)} <RiskTag risk={risk} />
              <div className="code muted">{item}</div>
            </>
          ),
        },
        { title: say('unit'), key: 'unit', width: 140, render: (_, { unit }) => unitName(unit) },
        {
          title: say('staffing.survives'),
          key: 'survives',
          width: 150,
          render: (_, { survives, unfilled }) => (
            <>
              <SurvivesTag survives={survives} resiliency={resiliency} />
              {unfilled.length > 0 && (
                <div>{`${say('staffing.unfilled')}: ${list(unfilled.map((duty) => pick(wordsOf('duties', duty))))}`}</div>
              )}
            </>
          ),
        },
        {
          title: say('staffing.critical'),
          key: 'critical',
          width: 170,
          render: (_, { critical }) => list(critical) || '—',
        },
        ...(resiliency > 0
          ? [
              {
                title: say('staffing.breaks'),
                key: 'breaks',
                width: 220,
                render: (_: unknown, { breaks }: Staffing) => <Breaks breaks={breaks} />,
              },
            ]
          : []),
        {
          title: say('staffing.assignment'),
          key: 'assignment',
          render: (_, { assignment }) => (
            <span className="muted">
              {list(assignment.map(({ duty, name }) => `${pick(wordsOf('duties', duty))} ${name}`)) || '—'}
            </span>
          ),
        },
      ]}
    />
  );
}

/** Asked for no further absences, one only knows whether it works now. */
function SurvivesTag({ survives, resiliency }: { survives: number; resiliency: number }) {
  const { say } = useSpeech();
  const level = Math.max(-1, Math.min(2, survives)) as -1 | 0 | 1 | 2;
  if (level >= 0 && resiliency === 0) return <Tag color="green">{say('staffing.survives.now')}</Tag>;
  return <Tag color={colours[level]}>{say(`staffing.survives.${level}`)}</Tag>;
}

function Breaks({ breaks }: { breaks: Staffing['breaks'] }) {
  const { say } = useSpeech();
  if (breaks.length === 0) return <>—</>;
  return (
    <ul className="plain">
      {breaks.slice(0, shownBreaks).map((people) => (
        <li key={people.join(' ')}>{people.join(' + ')}</li>
      ))}
      {breaks.length > shownBreaks && (
        <li className="muted">{say('staffing.more', { count: breaks.length - shownBreaks })}</li>
      )}
    </ul>
  );
}
