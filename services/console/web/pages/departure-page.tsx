import { useQuery } from '@tanstack/react-query';
import { Card, Descriptions } from 'antd';
import { Link, useParams } from 'react-router';
import { departureQuery } from '../api/departures.ts';
import { useSay } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { DepartureReport } from '../components/departure-report.tsx';
import { EffectsList } from '../components/effects-list.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Moment } from '../components/moment.tsx';
import { useNames } from '../components/names.ts';
import { PageHeading } from '../components/page-heading.tsx';

/** One departure and all that it did. */
export function DeparturePage() {
  const say = useSay();
  const me = useMe();
  const { unitName } = useNames();
  const { id = '' } = useParams();
  const query = useQuery(departureQuery(id));
  return (
    <>
      <PageHeading title={say('departure.detail', { name: query.data?.name ?? '…' })} />
      <Loaded query={query}>
        {({ username, unit, kind, reason, at, by, client, effects, person }) => (
          <>
            <Card size="small" className="panel">
              <Descriptions
                size="small"
                column={3}
                items={[
                  { key: 'username', label: say('username'), children: username ?? '—' },
                  { key: 'unit', label: say('unit'), children: unitName(unit) },
                  { key: 'kind', label: say('departure.kind'), children: say(`departure.kind.${kind}`) },
                  { key: 'at', label: say('at'), children: <Moment at={at} seconds /> },
                  { key: 'by', label: say('departure.by'), children: by ?? '—' },
                  { key: 'client', label: say('departure.client'), children: client },
                  { key: 'reason', label: say('reason'), span: 3, children: reason ?? '—' },
                ]}
              />
            </Card>
            <Card size="small" title={say('departure.effects')} className="panel">
              <EffectsList effects={effects} />
            </Card>
            <DepartureReport id={id} />
            {may(me, 'read', 'entry') && (
              <Link to={`/log?person=${encodeURIComponent(username ?? person)}`}>{say('departure.log')}</Link>
            )}
          </>
        )}
      </Loaded>
    </>
  );
}
