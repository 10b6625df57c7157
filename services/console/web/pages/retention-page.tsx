import { useQuery } from '@tanstack/react-query';
import { Card } from 'antd';
import { retentionQuery } from '../api/retention.ts';
import { useSay } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { HoldsPane } from '../components/holds-pane.tsx';
import { Loaded } from '../components/loaded.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { RetentionMonths } from '../components/retention-months.tsx';
import { RetentionPolicy } from '../components/retention-policy.tsx';

/** How long the log is kept, which months of it there are and which were removed, and what holds them. */
export function RetentionPage() {
  const say = useSay();
  const me = useMe();
  const reads = may(me, 'read', 'entry');
  return (
    <>
      <PageHeading title={say('retention.title')} lead={say('retention.lead')} />
      {(reads || may(me, 'retain', 'entry')) && <Kept />}
      {(reads || may(me, 'hold', 'entry')) && <HoldsPane />}
    </>
  );
}

function Kept() {
  const say = useSay();
  const query = useQuery(retentionQuery);
  return (
    <Loaded query={query}>
      {(retention) => (
        <>
          <Card size="small" className="panel" title={say('retention.policy')}>
            <RetentionPolicy retention={retention} />
          </Card>
          <Card size="small" className="panel" title={say('retention.months')}>
            <RetentionMonths online={retention.online} />
          </Card>
        </>
      )}
    </Loaded>
  );
}
