import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Card, Flex } from 'antd';
import { Link, useNavigate } from 'react-router';
import { type Integrity, integrityQuery } from '../api/integrity.ts';
import { startVerification } from '../api/verifications.ts';
import { useSay } from '../app/language.tsx';
import { useMe } from '../app/me.tsx';
import { HeadVerdictPane } from '../components/head-verdict.tsx';
import { IntegrityFacts } from '../components/integrity-facts.tsx';
import { Loaded } from '../components/loaded.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { RemovedRanges } from '../components/retention-removed.tsx';
import { useHeadVerdict } from '../components/use-head-verdict.ts';
import { Verifications } from '../components/verifications.tsx';
import { WitnessesTable } from '../components/witnesses-table.tsx';

/** Whether the log is what it was: as the service says, as this browser computes, as others have signed. */
export function IntegrityPage() {
  const say = useSay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const query = useQuery({ ...integrityQuery, refetchOnWindowFocus: false });
  const verification = useMutation({
    mutationFn: startVerification,
    onSettled: () => queries.invalidateQueries({ queryKey: ['verifications'] }),
  });
  return (
    <>
      <PageHeading
        title={say('integrity.title')}
        lead={say('integrity.lead')}
        extra={
          <Flex gap={12} align="center">
            <a href="/verifier.html" target="_blank" rel="noreferrer">
              {say('exports.verifier')}
            </a>
            <Button onClick={() => void query.refetch()}>{say('reload')}</Button>
            <Button type="primary" loading={verification.isPending} onClick={() => verification.mutate()}>
              {say('log.verifyAll')}
            </Button>
          </Flex>
        }
      />
      {verification.error && <ProblemAlert error={verification.error} />}
      <Verifications onOpen={(id) => void navigate(`/log?entry=${id}`)} />
      <Loaded query={query}>{(integrity) => <Judged integrity={integrity} />}</Loaded>
    </>
  );
}

function Judged({ integrity }: { integrity: Integrity }) {
  const say = useSay();
  const { centre } = useMe();
  const head = useHeadVerdict(centre.code, integrity);
  return (
    <>
      <Card size="small" className="panel" title={say('integrity.now')}>
        <IntegrityFacts integrity={integrity} />
      </Card>
      <Card size="small" className="panel" title={say('integrity.byBrowser')}>
        <p className="muted" style={{ marginTop: 0 }}>
          {say('integrity.byBrowserLead')}
        </p>
        <Loaded query={head}>{(found) => <HeadVerdictPane head={found} />}</Loaded>
      </Card>
      {integrity.removed.length > 0 && (
        <Card
          size="small"
          className="panel"
          title={say('retention.removedTitle')}
          extra={<Link to="/retention">{say('retention.toPage')}</Link>}
        >
          <RemovedRanges removed={integrity.removed} />
        </Card>
      )}
      <Card size="small" className="panel" title={say('integrity.witnesses')}>
        <WitnessesTable integrity={integrity} cosignatures={head.data?.verdict.cosignatures} />
      </Card>
    </>
  );
}
