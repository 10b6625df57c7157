import { Button, Card } from 'antd';
import { readRequests } from '../api/requests.ts';
import { useSay } from '../app/language.tsx';
import { Loaded } from '../components/loaded.tsx';
import { More } from '../components/more.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { RequestList } from '../components/request-list.tsx';
import { usePages } from '../components/use-pages.ts';

/** Requests that I was told of: mine to know, not to decide. */
export function InformedPage() {
  const say = useSay();
  const requests = usePages(['requests', 'informed'], (cursor) => readRequests({ informed: 'me' }, cursor));
  return (
    <>
      <PageHeading
        title={say('informed.title')}
        lead={say('informed.lead')}
        extra={<Button onClick={() => void requests.refetch()}>{say('reload')}</Button>}
      />
      <Card size="small">
        <Loaded query={requests} empty={say('informed.empty')} isEmpty={(rows) => rows.length === 0}>
          {(rows) => (
            <>
              <RequestList requests={rows} label={say('informed.title')} />
              <More {...requests} count={rows.length} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}
