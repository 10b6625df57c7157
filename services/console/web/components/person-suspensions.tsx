import { useQuery } from '@tanstack/react-query';
import { type Suspension, type SuspensionState, suspensionReasons, suspensionStates } from '@zhiheng/contracts';
import { Card, Table, Tag } from 'antd';
import { Link } from 'react-router';
import { suspensionsQuery } from '../api/suspensions.ts';
import { useSpeech } from '../app/language.tsx';
import { EffectsList } from './effects-list.tsx';
import { Moment } from './moment.tsx';
import { useNames } from './names.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { periodText } from './times.ts';

const colours: Record<SuspensionState, string> = {
  unconfirmed: 'red',
  kept: 'orange',
  lifting: 'gold',
  lifted: 'green',
  removed: 'default',
  departed: 'default',
};

/** The suspensions of somebody: where each stands, and the request that confirms it. Nothing while there was none. */
export function PersonSuspensions({ person }: { person: string }) {
  const { say, pick } = useSpeech();
  const { roleName, unitName } = useNames();
  const { data: rows, error, refetch } = useQuery(suspensionsQuery(person));
  if (error) return <ProblemAlert error={error} onRetry={refetch} />;
  if (!rows || rows.length === 0) return null;
  const held = ({ withheld, scope }: Suspension) =>
    scope === 'everything' && withheld.length === 0
      ? say('none')
      : withheld.map(({ id, role, unit }) => (
          <div key={id}>{say('conflict.withRole', { role: roleName(role), unit: unitName(unit) })}</div>
        ));
  return (
    <Card size="small" className="panel" title={say('suspension.list')}>
      <Table<Suspension>
        size="small"
        rowKey="id"
        aria-label={say('suspension.list')}
        pagination={false}
        dataSource={rows}
        expandable={{ expandedRowRender: ({ effects }) => <EffectsList effects={effects} /> }}
        columns={[
          {
            title: say('suspension.reason'),
            key: 'reason',
            render: (_, { reason, note, ofUnit }) => (
              <>
                {pick(suspensionReasons[reason])}
                {ofUnit && ` · ${say('suspension.ofUnit', { unit: unitName(ofUnit) })}`}
                <div className="muted">{note}</div>
              </>
            ),
          },
          { title: say('at'), key: 'at', render: (_, { at }) => <Moment at={at} /> },
          { title: say('suspension.by'), key: 'by', render: (_, { by }) => by ?? '—' },
          {
            title: say('suspension.keptUntil'),
            key: 'keptUntil',
            render: (_, { keptUntil }) =>
              keptUntil ? periodText({ validFrom: null, validUntil: keptUntil }, say) : say('suspension.forGood'),
          },
          { title: say('suspension.withheld'), key: 'withheld', render: (_, row) => held(row) },
          {
            title: say('state'),
            key: 'state',
            render: (_, { state, request }) => (
              <>
                <Tag color={colours[state]}>{pick(suspensionStates[state])}</Tag>
                <Link to={`/requests/${request}`}>{say('suspension.request')}</Link>
              </>
            ),
          },
        ]}
      />
    </Card>
  );
}
