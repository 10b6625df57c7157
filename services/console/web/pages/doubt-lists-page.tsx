import { type DoubtImport, doubtImportStates, doubtOrigins } from '@zhiheng/contracts';
import { Card, Table, Tag } from 'antd';
import { Link } from 'react-router';
import { readLists } from '../api/doubts.ts';
import { useSpeech } from '../app/language.tsx';
import { DoubtUpload } from '../components/doubt-upload.tsx';
import { useDoubtWords } from '../components/doubt-words.ts';
import { Loaded } from '../components/loaded.tsx';
import { Moment } from '../components/moment.tsx';
import { More } from '../components/more.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { usePages } from '../components/use-pages.ts';

/** Lists of doubtful data: a new one, and what became of those before. */
export function DoubtListsPage() {
  const { say, pick } = useSpeech();
  const { ruleName } = useDoubtWords();
  const lists = usePages(['doubt-imports'], readLists);
  return (
    <>
      <PageHeading title={say('doubts.lists')} lead={say('doubts.listsLead')} />
      <DoubtUpload />
      <Card size="small">
        <Loaded query={lists} empty={say('doubts.noLists')} isEmpty={(rows) => rows.length === 0}>
          {(rows) => (
            <>
              <Table<DoubtImport>
                size="small"
                rowKey="id"
                aria-label={say('doubts.lists')}
                pagination={false}
                dataSource={rows}
                columns={[
                  {
                    title: say('doubts.file'),
                    key: 'file',
                    render: (_, { id, fileName }) => <Link to={`/doubt-lists/${id}`}>{fileName}</Link>,
                  },
                  { title: say('doubts.rule'), key: 'rule', render: (_, { rule }) => ruleName(rule) },
                  { title: say('doubts.origin'), key: 'origin', render: (_, { origin }) => pick(doubtOrigins[origin]) },
                  { title: say('doubts.batch'), dataIndex: 'batch' },
                  { title: say('at'), key: 'at', render: (_, { uploadedAt }) => <Moment at={uploadedAt} /> },
                  {
                    title: say('doubts.state'),
                    key: 'state',
                    render: (_, { state }) => <Tag>{pick(doubtImportStates[state])}</Tag>,
                  },
                  { title: say('doubts.lines'), dataIndex: 'lines', align: 'right' },
                  { title: say('doubts.raised'), dataIndex: 'raised', align: 'right' },
                ]}
              />
              <More {...lists} count={rows.length} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}
