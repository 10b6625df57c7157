import { useQuery } from '@tanstack/react-query';
import { Card } from 'antd';
import { useParams } from 'react-router';
import { requestQuery } from '../api/requests.ts';
import { useSay } from '../app/language.tsx';
import { DecisionForm } from '../components/decision-form.tsx';
import { Loaded } from '../components/loaded.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { RequestFacts } from '../components/request-facts.tsx';
import { WithdrawButton } from '../components/withdraw-button.tsx';

/** One request, at an address of its own. */
export function RequestPage() {
  const say = useSay();
  const { id = '' } = useParams();
  const query = useQuery(requestQuery(id));
  return (
    <>
      <PageHeading
        title={say('request.detail')}
        extra={query.data?.may.withdraw && <WithdrawButton request={query.data} />}
      />
      <Loaded query={query}>
        {(request) => (
          <Card size="small">
            <RequestFacts request={request} />
            {request.may.decide && <DecisionForm request={request} />}
          </Card>
        )}
      </Loaded>
    </>
  );
}
