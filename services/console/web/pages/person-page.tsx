import { useQuery } from '@tanstack/react-query';
import type { Person } from '@zhiheng/contracts';
import { Alert, Button, Card, Descriptions } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { grantsQuery, personQuery } from '../api/people.ts';
import { useSay } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { DepartureDialog } from '../components/departure-dialog.tsx';
import { GrantsTable } from '../components/grants-table.tsx';
import { Loaded } from '../components/loaded.tsx';
import { useNames } from '../components/names.ts';
import { PageHeading } from '../components/page-heading.tsx';
import { PersonStateTag } from '../components/tags.tsx';

/** One person, what they hold, and the way to record that they leave. */
export function PersonPage() {
  const say = useSay();
  const { username = '' } = useParams();
  const query = useQuery(personQuery(username));
  return (
    <>
      <PageHeading
        title={query.data?.name ?? username}
        lead={query.data?.post ?? ''}
        extra={query.data && <DepartButton person={query.data} />}
      />
      <Loaded query={query}>{(person) => <Facts person={person} />}</Loaded>
      <p>
        <Link to="/people">{say('people.back')}</Link>
      </p>
    </>
  );
}

/** Shown to those who administer accounts or people; the service decides. */
function DepartButton({ person }: { person: Person }) {
  const say = useSay();
  const me = useMe();
  const [open, setOpen] = useState(false);
  const shown = may(me, 'administer-accounts', 'account') || may(me, 'write', 'person');
  if (!shown || person.state !== 'active') return null;
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        {say('people.depart')}
      </Button>
      <DepartureDialog person={person} open={open} onClose={() => setOpen(false)} />
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
    </>
  );
}
