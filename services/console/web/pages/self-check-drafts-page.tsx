import { Card, Table, Tag } from 'antd';
import { Link } from 'react-router';
import { type Fillable, readFillable } from '../api/self-checks.ts';
import { useSpeech } from '../app/language.tsx';
import { Loaded } from '../components/loaded.tsx';
import { More } from '../components/more.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { dueText } from '../components/times.ts';
import { usePages } from '../components/use-pages.ts';

/** The open self-checks that people of a section fill in for their head. */
export function SelfCheckDraftsPage() {
  const { say, pick } = useSpeech();
  const forms = usePages<Fillable, Awaited<ReturnType<typeof readFillable>>>(['self-checks', 'drafts'], readFillable);
  return (
    <>
      <PageHeading title={say('selfCheck.drafts')} lead={say('selfCheck.draftsLead')} />
      <Card size="small">
        <Loaded query={forms} empty={say('selfCheck.empty')} isEmpty={(rows) => rows.length === 0}>
          {(rows) => (
            <>
              <Table<Fillable>
                size="small"
                rowKey="id"
                aria-label={say('selfCheck.drafts')}
                pagination={false}
                dataSource={rows}
                columns={[
                  {
                    title: say('selfCheck.month'),
                    key: 'month',
                    render: (_, { id, month }) => <Link to={`/self-checks/${id}`}>{month}</Link>,
                  },
                  {
                    title: say('unit'),
                    key: 'unit',
                    render: (_, { unit, unitName }) => (unitName ? pick(unitName) : unit),
                  },
                  {
                    title: say('selfCheck.due'),
                    key: 'due',
                    render: (_, { dueAt, overdue }) => (
                      <>
                        {dueText(dueAt)} {overdue && <Tag color="red">{say('selfCheck.state.overdue')}</Tag>}
                      </>
                    ),
                  },
                  {
                    title: say('selfCheck.open'),
                    key: 'missing',
                    render: (_, { missing }) => (missing === null ? '—' : say('selfCheck.missing', { count: missing })),
                  },
                  { title: say('selfCheck.lastDraft'), key: 'by', render: (_, { draftedBy }) => draftedBy ?? '—' },
                ]}
              />
              <More {...forms} count={rows.length} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}
