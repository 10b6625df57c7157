import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type DoubtImport, type DoubtImportRow, doubtImportStates } from '@zhiheng/contracts';
import { Button, Card, Flex, Popconfirm, Progress, Table, Tag } from 'antd';
import { Link, useParams } from 'react-router';
import { applyList, cancelList, listQuery, readListRows } from '../api/doubts.ts';
import { useSpeech } from '../app/language.tsx';
import { Facts } from '../components/facts.tsx';
import { Loaded } from '../components/loaded.tsx';
import { yuanText } from '../components/money.ts';
import { More } from '../components/more.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { usePages } from '../components/use-pages.ts';

/** One list: what it would bring, how far it is, what it has brought. */
export function DoubtListPage() {
  const { id = '' } = useParams();
  const query = useQuery(listQuery(id));
  return <Loaded query={query}>{(list) => <Shown list={list} />}</Loaded>;
}

function Shown({ list }: { list: DoubtImport }) {
  const { say, pick } = useSpeech();
  const { id, fileName, state, lines, doubles, known, minAmountFen, below, amountFen, done, raised } = list;
  return (
    <>
      <PageHeading title={fileName} />
      <Flex gap={12} align="center" className="panel">
        <Tag color="blue">{pick(doubtImportStates[state])}</Tag>
        <ListActs list={list} />
      </Flex>
      {state === 'applying' && (
        <Progress
          percent={Math.floor((done * 100) / Math.max(lines, 1))}
          aria-label={say('doubts.progress', { done, lines })}
        />
      )}
      <Facts
        facts={[
          { label: say('doubts.lines'), lines: [String(lines)] },
          { label: say('doubts.doubles'), lines: [String(doubles)] },
          { label: say('doubts.known'), lines: [String(known)] },
          ...(minAmountFen > 0
            ? [{ label: say('doubts.below', { amount: yuanText(minAmountFen) }), lines: [String(below)] }]
            : []),
          { label: say('doubts.amount'), lines: [yuanText(amountFen)] },
          { label: say('doubts.raised'), lines: [String(raised)] },
        ]}
        further={
          state === 'done'
            ? [{ label: say('doubts.title'), node: <Link to={`/doubts?batch=${id}`}>{say('doubts.title')}</Link> }]
            : []
        }
      />
      <Rows list={list} />
    </>
  );
}

function ListActs({ list: { id, state } }: { list: DoubtImport }) {
  const { say } = useSpeech();
  const queries = useQueryClient();
  const { mutate, error, isPending } = useMutation({
    mutationFn: (work: (id: string) => Promise<DoubtImport>) => work(id),
    onSuccess: (list) => {
      queries.setQueryData(['doubt-imports', id], list);
      void queries.invalidateQueries({ queryKey: ['doubt-imports'] });
    },
  });
  return (
    <>
      {['open', 'stopped'].includes(state) && (
        <Button type="primary" loading={isPending} onClick={() => mutate(applyList)}>
          {say('doubts.apply')}
        </Button>
      )}
      {['open', 'applying', 'stopped'].includes(state) && (
        <Popconfirm title={say('doubts.cancel')} onConfirm={() => mutate(cancelList)}>
          <Button danger loading={isPending}>
            {say('doubts.cancel')}
          </Button>
        </Popconfirm>
      )}
      {error && <ProblemAlert error={error} />}
    </>
  );
}

function Rows({ list: { id, state } }: { list: DoubtImport }) {
  const { say } = useSpeech();
  const rows = usePages(['doubt-imports', id, 'rows', state], readListRows(id));
  return (
    <Card size="small">
      <Loaded query={rows}>
        {(found) => (
          <>
            <Table<DoubtImportRow>
              size="small"
              rowKey="line"
              aria-label={say('doubts.lines')}
              pagination={false}
              dataSource={found}
              columns={[
                { title: say('doubts.line'), dataIndex: 'line' },
                { title: say('doubts.subject'), dataIndex: 'subjectShown' },
                {
                  title: say('doubts.facts'),
                  key: 'facts',
                  render: (_, { facts }) => Object.values(facts).map(String).join(' · '),
                },
                {
                  title: say('doubts.amount'),
                  key: 'amount',
                  align: 'right',
                  render: (_, { amountFen }) => amountFen !== null && yuanText(amountFen),
                },
                {
                  title: say('doubts.state'),
                  key: 'state',
                  render: (_, { doubleOf, doubt }) => {
                    if (doubleOf !== null) return say('doubts.doubleOf', { line: doubleOf });
                    if (doubt === null) return null;
                    return (
                      <Link to={`/doubts/${doubt}`}>
                        {say(state === 'done' ? 'doubts.title' : 'doubts.knownDoubt')}
                      </Link>
                    );
                  },
                },
              ]}
            />
            <More {...rows} count={found.length} />
          </>
        )}
      </Loaded>
    </Card>
  );
}
