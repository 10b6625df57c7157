import { useMutation, useQueryClient } from '@tanstack/react-query';
import { clearingReasons, clearingStates, type DoubtClearing } from '@zhiheng/contracts';
import { Button, Card, Flex, Input, Table, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { checkDrawn, type Drawn, readClearings, readDrawn } from '../api/doubts.ts';
import { useSpeech } from '../app/language.tsx';
import { useDoubtWords } from '../components/doubt-words.ts';
import { Loaded } from '../components/loaded.tsx';
import { Moment } from '../components/moment.tsx';
import { More } from '../components/more.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { usePages } from '../components/use-pages.ts';

/** What was cleared in bulk, and checking what is drawn of it. */
export function DoubtClearingsPage() {
  const { say, pick } = useSpeech();
  const clearings = usePages(['doubt-clearings'], readClearings);
  return (
    <>
      <PageHeading title={say('doubts.clearings')} lead={say('doubts.clearingsLead')} />
      <Card size="small">
        <Loaded query={clearings} empty={say('doubts.noClearings')} isEmpty={(rows) => rows.length === 0}>
          {(rows) => (
            <>
              <Table<DoubtClearing>
                size="small"
                rowKey="id"
                aria-label={say('doubts.clearings')}
                pagination={false}
                dataSource={rows}
                expandable={{ expandedRowRender: (clearing) => <DrawnDoubts clearing={clearing} /> }}
                columns={[
                  { title: say('at'), key: 'at', render: (_, { clearedAt }) => <Moment at={clearedAt} /> },
                  { title: say('doubts.clearedBy'), dataIndex: 'clearedBy' },
                  {
                    title: say('doubts.reason'),
                    key: 'reason',
                    render: (_, { reason }) => pick(clearingReasons[reason]),
                  },
                  {
                    title: say('doubts.state'),
                    key: 'state',
                    render: (_, { state }) => <Tag>{pick(clearingStates[state])}</Tag>,
                  },
                  ...(['total', 'drawn', 'passed', 'failed'] as const).map((count) => ({
                    title: say(`doubts.${count}`),
                    dataIndex: count,
                    align: 'right' as const,
                  })),
                ]}
              />
              <More {...clearings} count={rows.length} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

function DrawnDoubts({ clearing: { id, state, drawn } }: { clearing: DoubtClearing }) {
  const { say } = useSpeech();
  const { ruleName } = useDoubtWords();
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const lines = usePages(['doubt-clearings', id, drawn], readDrawn(id));
  const { mutate, error, isPending } = useMutation({
    mutationFn: ({ doubt, passed }: { doubt: string; passed: boolean }) => checkDrawn(id, doubt, passed, note.trim()),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['doubt-clearings'] }),
  });
  return (
    <>
      {state === 'checking' && (
        <Input
          aria-label={say('doubts.note')}
          placeholder={say('doubts.note')}
          maxLength={2000}
          value={note}
          onChange={({ target }) => setNote(target.value)}
        />
      )}
      {error && <ProblemAlert error={error} />}
      <Loaded query={lines}>
        {(rows) => (
          <>
            <Table<Drawn>
              size="small"
              rowKey={({ doubt }) => doubt.id}
              aria-label={say('doubts.drawn')}
              pagination={false}
              dataSource={rows}
              columns={[
                {
                  title: say('doubts.rule'),
                  key: 'rule',
                  render: (_, { doubt }) => <Link to={`/doubts/${doubt.id}`}>{ruleName(doubt.rule)}</Link>,
                },
                { title: say('doubts.subject'), key: 'subject', render: (_, { doubt }) => doubt.subjectShown },
                {
                  title: say('doubts.state'),
                  key: 'result',
                  render: (_, { doubt, result, checkedBy }) =>
                    result || state !== 'checking' ? (
                      <>
                        {result && say(`doubts.${result}`)} {checkedBy}
                      </>
                    ) : (
                      <Flex gap={8}>
                        {([true, false] as const).map((passed) => (
                          <Button
                            key={String(passed)}
                            size="small"
                            danger={!passed}
                            disabled={note.trim() === ''}
                            loading={isPending}
                            onClick={() => mutate({ doubt: doubt.id, passed })}
                          >
                            {say(passed ? 'doubts.pass' : 'doubts.fail')}
                          </Button>
                        ))}
                      </Flex>
                    ),
                },
              ]}
            />
            <More {...lines} count={rows.length} />
          </>
        )}
      </Loaded>
    </>
  );
}
