import { Button, Card } from 'antd';
import { Link } from 'react-router';
import { readRequests } from '../api/requests.ts';
import { useSay } from '../app/language.tsx';
import { useMe } from '../app/me.tsx';
import { useControlWaiting } from '../app/waiting.ts';
import { GrantsTable } from '../components/grants-table.tsx';
import { LastSignIn } from '../components/last-sign-in.tsx';
import { Loaded } from '../components/loaded.tsx';
import { More } from '../components/more.tsx';
import { MyPermissions } from '../components/my-permissions.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { RequestList } from '../components/request-list.tsx';
import { usePages } from '../components/use-pages.ts';

/** How much of internal control is mine to do, and the way there. */
function Tasks() {
  const say = useSay();
  const { tasks } = useControlWaiting();
  if (tasks === 0) return null;
  return (
    <p className="panel">
      <Link to="/tasks">{say('tasks.home', { count: tasks })}</Link>
    </p>
  );
}

/** What I hold and what I have asked for. */
export function HomePage() {
  const say = useSay();
  const me = useMe();
  const requests = usePages(['requests', 'mine'], (cursor) => readRequests({ requester: me.username }, cursor));
  return (
    <>
      <PageHeading
        title={say('home.title')}
        lead={say('home.welcome', { name: me.name, post: me.post })}
        extra={
          <Link to="/requests/new">
            <Button type="primary">{say('nav.newRequest')}</Button>
          </Link>
        }
      />
      <LastSignIn />
      <Tasks />
      <Card size="small" className="panel" title={say('home.permissions')}>
        <MyPermissions me={me} />
      </Card>
      <Card size="small" className="panel" title={say('home.requests')}>
        <Loaded query={requests} empty={say('home.noRequests')} isEmpty={(rows) => rows.length === 0}>
          {(rows) => (
            <>
              <RequestList requests={rows} label={say('home.requests')} />
              {requests.hasNextPage && <More {...requests} count={rows.length} />}
            </>
          )}
        </Loaded>
      </Card>
      {me.grants.length > 0 && (
        <Card size="small" className="panel" title={say('home.grants')}>
          <GrantsTable grants={me.grants} label={say('home.grants')} />
        </Card>
      )}
    </>
  );
}
