import { useQuery } from '@tanstack/react-query';
import type { Person, Transfer } from '@zhiheng/contracts';
import { Alert, Card, Descriptions } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { grantsQuery, personQuery } from '../api/people.ts';
import { useSay } from '../app/language.tsx';
import { GrantsTable } from '../components/grants-table.tsx';
import { Loaded } from '../components/loaded.tsx';
import { useNames } from '../components/names.ts';
import { PageHeading } from '../components/page-heading.tsx';
import { PersonActions } from '../components/person-actions.tsx';
import { PersonLeaves, PersonTransfers } from '../components/person-moves.tsx';
import { PersonPlan } from '../components/person-plan.tsx';
import { PersonSuspensions } from '../components/person-suspensions.tsx';
import { SuggestedGrants } from '../components/suggested-grants.tsx';
import { PersonStateTag } from '../components/tags.tsx';

/** One person, what they hold, and what is done when they move, are away, leave or come back. */
export function PersonPage() {
  const say = useSay();
  const { username = '' } = useParams();
  const query = useQuery(personQuery(username));
  const [moved, setMoved] = useState<Transfer>();
  return (
    <>
      <PageHeading
        title={query.data?.name ?? username}
        lead={query.data?.post ?? ''}
        extra={query.data && <PersonActions key={query.data.id} person={query.data} onMoved={setMoved} />}
      />
      {moved && query.data?.id === moved.person && (
        <div className="panel">
          <SuggestedGrants person={username} grants={moved.suggestedGrants} />
        </div>
      )}
      <Loaded query={query}>{(person) => <Facts person={person} />}</Loaded>
      <p>
        <Link to="/people">{say('people.back')}</Link>
      </p>
    </>
  );
}

function Facts({ person }: { person: Person }) {
  const say = useSay();
  const { unitName } = useNames();
  const grants = useQuery(grantsQuery(person.id));
  return (
    <>
      {person.state === 'departed' && (
        <Alert type="warning" showIcon className="panel" title={say('people.departed')} />
      )}
      <Card size="small" className="panel">
        <Descriptions
          size="small"
          column={3}
          items={[
            { key: 'username', label: say('username'), children: person.username ?? '—' },
            { key: 'staffNumber', label: say('staffNumber'), children: person.staffNumber },
            { key: 'unit', label: say('unit'), children: unitName(person.unit) },
            { key: 'post', label: say('post'), children: person.post },
            { key: 'state', label: say('state'), children: <PersonStateTag state={person.state} /> },
          ]}
        />
      </Card>
      <Card size="small" className="panel" title={say('people.grants')}>
        <Loaded query={grants} empty={say('people.noGrants')} isEmpty={(rows) => rows.length === 0}>
          {(rows) => <GrantsTable grants={rows} label={say('people.grants')} />}
        </Loaded>
      </Card>
      <PersonPlan person={person} />
      <PersonSuspensions person={person.id} />
      <PersonLeaves person={person.id} />
      <PersonTransfers person={person.id} />
    </>
  );
}
