import type { Hold } from '@zhiheng/contracts';
import { Card, Flex, Switch, Table, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { readHolds } from '../api/retention.ts';
import { useSay } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { HoldDialog } from './hold-dialog.tsx';
import { HoldRelease } from './hold-release.tsx';
import { Loaded } from './loaded.tsx';
import { Moment } from './moment.tsx';
import { More } from './more.tsx';
import { dueText, minuteText } from './times.ts';
import { usePages } from './use-pages.ts';

/** Legal holds: what of the log may not be removed, by whose order, placed and released by whom. */
export function HoldsPane() {
  const say = useSay();
  const me = useMe();
  const [active, setActive] = useState(true);
  const holds = usePages(['holds', active], (cursor) => readHolds(active, cursor));
  return (
    <Card size="small" title={say('hold.title')} extra={may(me, 'hold', 'entry') && <HoldDialog />}>
      <Flex gap={8} align="center" style={{ marginBottom: 8 }}>
        <Switch checked={active} onChange={setActive} aria-label={say('hold.onlyActive')} />
        <span>{say('hold.onlyActive')}</span>
        <span className="muted">{say('hold.hint')}</span>
      </Flex>
      <Loaded query={holds} empty={say('hold.empty')} isEmpty={(rows) => rows.length === 0}>
        {(rows) => (
          <>
            <HoldsTable rows={rows} />
            <More {...holds} count={rows.length} />
          </>
        )}
      </Loaded>
    </Card>
  );
}

function HoldsTable({ rows }: { rows: Hold[] }) {
  const say = useSay();
  return (
    <Table<Hold>
      size="small"
      rowKey="id"
      aria-label={say('hold.title')}
      pagination={false}
      dataSource={rows}
      columns={[
        { title: say('hold.document'), key: 'document', dataIndex: 'document', width: 170 },
        { title: say('hold.range'), key: 'range', width: 170, render: (_, hold) => <Range hold={hold} /> },
        { title: say('hold.about'), key: 'about', width: 180, render: (_, hold) => <About hold={hold} /> },
        { title: say('reason'), key: 'reason', dataIndex: 'reason' },
        {
          title: say('hold.placed'),
          key: 'placed',
          width: 150,
          render: (_, { placedBy, placedAt }) => (
            <>
              {placedBy ?? '—'}
              <div className="muted">
                <Moment at={placedAt} />
              </div>
            </>
          ),
        },
        { title: say('state'), key: 'state', width: 210, render: (_, hold) => <State hold={hold} /> },
      ]}
    />
  );
}

function Range({ hold: { since, until } }: { hold: Hold }) {
  const say = useSay();
  return (
    <>
      {say('from', { from: minuteText(since) })}
      <div>{until ? say('until', { until: dueText(until) }) : say('hold.open')}</div>
    </>
  );
}

function About({ hold: { case: about, person, target } }: { hold: Hold }) {
  const say = useSay();
  return (
    <>
      {person && (
        <div>
          {say('hold.person')}: {person}
        </div>
      )}
      {about && <Link to={`/cases/${about}`}>{say('case.title')}</Link>}
      {target && (
        <div>
          {say('log.target')}: {target}
        </div>
      )}
      {!person && !about && !target && say('hold.everything')}
    </>
  );
}

function State({ hold }: { hold: Hold }) {
  const say = useSay();
  const me = useMe();
  const { placedBy, releasedBy, releasedAt, releaseReason } = hold;
  if (releasedAt)
    return (
      <>
        <Tag>{say('hold.state.released')}</Tag> {releasedBy}
        <div className="muted">
          <Moment at={releasedAt} /> · {releaseReason}
        </div>
      </>
    );
  return (
    <>
      <Tag color="gold">{say('hold.state.active')}</Tag>
      {may(me, 'hold', 'entry') &&
        (placedBy === me.username ? <div className="muted">{say('hold.second')}</div> : <HoldRelease hold={hold} />)}
    </>
  );
}
