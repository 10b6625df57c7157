import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Card } from 'antd';
import { Link } from 'react-router';
import { loggedTypesQuery } from '../api/decision-log.ts';
import { useSay } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { Loaded } from '../components/loaded.tsx';
import { LoggedTypeForm } from '../components/logged-type-form.tsx';
import { LoggedTypesTable } from '../components/logged-types-table.tsx';
import { PageHeading } from '../components/page-heading.tsx';

/** Of which types of resources the log keeps what is permitted, since when and by whom. */
export function DecisionLogPage() {
  const say = useSay();
  const sets = may(useMe(), 'administer-audit', 'entry');
  const query = useQuery(loggedTypesQuery);
  const queries = useQueryClient();
  const changed = () => void queries.invalidateQueries({ queryKey: loggedTypesQuery.queryKey });
  return (
    <>
      <PageHeading title={say('decisionLog.title')} lead={say('decisionLog.lead')} />
      <Card size="small" extra={<Link to="/log?action=decision-log.set">{say('decisionLog.history')}</Link>}>
        {sets && <LoggedTypeForm taken={query.data?.map(({ type }) => type) ?? []} onDone={changed} />}
        <Loaded query={query} empty={say('decisionLog.empty')} isEmpty={(rows) => rows.length === 0}>
          {(rows) => <LoggedTypesTable rows={rows} sets={sets} onDone={changed} />}
        </Loaded>
      </Card>
    </>
  );
}
