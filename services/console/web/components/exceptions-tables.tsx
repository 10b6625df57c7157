import type { Adjustment, Exception } from '@zhiheng/contracts';
import { Table, Tag } from 'antd';
import { Link } from 'react-router';
import { useSay } from '../app/language.tsx';
import { EndExceptionButton } from './end-exception-button.tsx';
import { ItemTags } from './item-tags.tsx';
import { useList } from './lists.ts';
import { useNames } from './names.ts';
import { exceptionAnew, removalOf } from './request-links.ts';
import { dueText, periodText } from './times.ts';

const colours = { planned: 'blue', active: 'green', expired: 'default', ended: 'default' } as const;

/** Who may break which rule until when, and what keeps it safe meanwhile. */
export function ExceptionsTable({ rows }: { rows: Exception[] }) {
  const say = useSay();
  return (
    <Table<Exception>
      size="small"
      rowKey="id"
      aria-label={say('exceptions.list')}
      pagination={false}
      dataSource={rows}
      columns={[
        { title: say('person'), key: 'person', render: (_, row) => <Person row={row} /> },
        {
          title: say('conflicts.rule'),
          key: 'rule',
          render: (_, { rule, items, request }) => (
            <>
              <Link to={`/requests/${request}`}>{rule}</Link> {items && <ItemTags items={items} atOnce={4} />}
            </>
          ),
        },
        { title: say('validity'), key: 'validity', render: (_, row) => periodText(row, say) },
        { title: say('exceptions.control'), key: 'control', dataIndex: 'compensatingControl' },
        { title: say('exceptions.owner'), key: 'owner', render: (_, row) => <Owner row={row} /> },
        {
          title: say('state'),
          key: 'state',
          width: 90,
          render: (_, { state }) => <Tag color={colours[state]}>{say(`exceptions.state.${state}`)}</Tag>,
        },
        {
          title: say('actionsColumn'),
          key: 'actions',
          width: 100,
          render: (_, row) => <EndExceptionButton exception={row} />,
        },
      ]}
    />
  );
}

/** Who owns the control; where they are gone, the way to another. */
function Owner({ row }: { row: Exception }) {
  const say = useSay();
  const { controlOwner, ownerGone, state } = row;
  const inForce = state === 'active' || state === 'planned';
  return (
    <>
      {controlOwner ?? '—'}
      {ownerGone && inForce && (
        <div>
          <Tag color="red">{say('exceptions.ownerGone')}</Tag>
          <Link to={exceptionAnew(row)}>{say('exceptions.newOwner')}</Link>
        </div>
      )}
    </>
  );
}

/** What somebody has to give up by when; each way out leads to its removal. */
export function AdjustmentsTable({ rows }: { rows: Adjustment[] }) {
  const say = useSay();
  return (
    <Table<Adjustment>
      size="small"
      rowKey="id"
      aria-label={say('adjustments.list')}
      pagination={false}
      dataSource={rows}
      columns={[
        { title: say('person'), key: 'person', render: (_, row) => <Person row={row} /> },
        { title: say('conflicts.rule'), key: 'rule', dataIndex: 'rule' },
        {
          title: say('adjustments.because'),
          key: 'because',
          render: (_, { because }) => say(`adjustments.because.${because}`),
        },
        {
          title: say('conflicts.resolutions'),
          key: 'ways',
          width: 330,
          render: (_, row) => <WaysOut row={row} />,
        },
        { title: say('adjustments.due'), key: 'due', render: (_, { dueAt }) => dueText(dueAt) },
        {
          title: say('state'),
          key: 'state',
          width: 200,
          render: (_, row) => <AdjustmentState row={row} />,
        },
      ]}
    />
  );
}

/** Where it stands: reminded of how often, and once overdue who answers for it by now. */
function AdjustmentState({ row }: { row: Adjustment }) {
  const say = useSay();
  const list = useList();
  const { state, overdue, reminders, escalatedTo, escalatesAt } = row;
  if (state === 'closed') return <Tag color="green">{say('adjustments.state.closed')}</Tag>;
  return (
    <>
      <Tag color={overdue ? 'red' : 'orange'}>{say(overdue ? 'adjustments.overdue' : 'adjustments.state.open')}</Tag>
      {reminders > 0 && <div className="muted">{say('adjustments.reminded', { count: reminders })}</div>}
      {escalatedTo.length > 0 && <div>{say('adjustments.escalatedTo', { people: list(escalatedTo) })}</div>}
      {overdue && escalatesAt && (
        <div className="muted">{say('adjustments.escalatesAt', { at: dueText(escalatesAt) })}</div>
      )}
    </>
  );
}

function Person({
  row: { person, username, name, unit },
}: {
  row: Pick<Exception, 'person' | 'username' | 'name' | 'unit'>;
}) {
  const { unitName } = useNames();
  return (
    <>
      <Link to={`/people/${username ?? person}`}>{name}</Link>
      <div className="muted">{unitName(unit)}</div>
    </>
  );
}

function WaysOut({ row: { person, username, resolutions, state } }: { row: Adjustment }) {
  const say = useSay();
  const { roleName, unitName } = useNames();
  return (
    <ul className="plain">
      {resolutions.map((way) => (
        <li key={way.map(({ grant }) => grant).join(' ')}>
          {way.map(({ grant, role, unit }) =>
            role && unit ? (
              <div key={grant}>
                {say('conflict.withRole', { role: roleName(role), unit: unitName(unit) })}{' '}
                {state === 'open' && (
                  <Link to={removalOf(username ?? person, { role, unit })}>{say('conflicts.takeBack')}</Link>
                )}
              </div>
            ) : null,
          )}
        </li>
      ))}
    </ul>
  );
}
