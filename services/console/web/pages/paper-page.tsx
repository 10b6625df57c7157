import { useQuery } from '@tanstack/react-query';
import { type Paper, paperPoints } from '@zhiheng/contracts';
import { Alert, Button, Card, Descriptions, Table, Tag } from 'antd';
import { Link, useParams } from 'react-router';
import { paperQuery } from '../api/inspections.ts';
import { useSpeech } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { FindingLines } from '../components/finding-lines.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Moment } from '../components/moment.tsx';
import { yuanText } from '../components/money.ts';
import { useNames } from '../components/names.ts';
import { PageHeading } from '../components/page-heading.tsx';
import { PaperForm } from '../components/paper-form.tsx';
import { PaperReviewPane } from '../components/paper-review.tsx';
import { ReassignPaperButton } from '../components/reassign-paper.tsx';
import { WhyTags } from '../components/sample-table.tsx';
import { wordsOf } from '../words/codes.ts';

/** The working paper of one that was drawn: written by its inspector, reviewed by the second, printed. */
export function PaperPage() {
  const { say } = useSpeech();
  const { id = '', paper = '' } = useParams();
  const query = useQuery(paperQuery(id, paper));
  return (
    <>
      <PageHeading
        title={`${say('paper.title')} ${query.data ? `${query.data.period}-${query.data.ordinal + 1}` : ''}`}
        extra={<Button onClick={() => window.print()}>{say('paper.print')}</Button>}
      />
      <Loaded query={query}>{(found) => <Shown paper={found} />}</Loaded>
      <p className="no-print">
        <Link to={`/inspections/${id}`}>{say('paper.back')}</Link>
      </p>
    </>
  );
}

function Shown({ paper }: { paper: Paper }) {
  const { say } = useSpeech();
  const me = useMe();
  const { paperState, inspector, reviewer, reviewReason } = paper;
  const mine = inspector === me.username && (paperState === 'open' || paperState === 'returned');
  return (
    <>
      <Card size="small" className="panel">
        <CaseFacts paper={paper} />
      </Card>
      {reviewReason && (
        <Alert className="panel" type="warning" showIcon title={say('paper.wasReturned', { reason: reviewReason })} />
      )}
      {paper.tainted && <Alert className="panel" type="error" showIcon title={say('paper.tainted')} />}
      <Card size="small" className="panel">
        {mine ? <PaperForm paper={paper} /> : <Written paper={paper} />}
      </Card>
      {may(me, 'plan', 'inspection') && (paperState !== 'agreed' || paper.tainted) && (
        <p className="no-print">
          <ReassignPaperButton paper={paper} />
        </p>
      )}
      {reviewer === me.username && paperState === 'signed' && <PaperReviewPane paper={paper} />}
      {paper.earlier.map((one) => (
        <Card key={one.version} size="small" className="panel" title={say('paper.earlier')}>
          <p>
            {say('paper.earlierBy', {
              people: [one.inspector, one.reviewer].join('、'),
              barred: one.people.join('、'),
            })}{' '}
            <Moment at={one.foundAt} />
          </p>
          <Written paper={one} />
        </Card>
      ))}
    </>
  );
}

function CaseFacts({ paper }: { paper: Paper }) {
  const { say, pick } = useSpeech();
  const { itemName, unitName } = useNames();
  const { id, item, unit, amountFen, inspector, reviewer, signedAt, reviewedAt, paperState, steps } = paper;
  return (
    <>
      <Descriptions
        size="small"
        column={3}
        items={[
          { key: 'item', label: say('item'), children: item ? itemName(item) : '—' },
          { key: 'unit', label: say('unit'), children: unitName(unit) },
          { key: 'case', label: say('inspection.case'), children: <Link to={`/cases/${id}`}>{id.slice(-8)}</Link> },
          {
            key: 'amount',
            label: say('inspection.amount'),
            children: amountFen === null ? '—' : yuanText(amountFen),
          },
          { key: 'why', label: say('inspection.why'), children: <WhyTags row={paper} /> },
          { key: 'state', label: say('state'), children: paperState && say(`paper.state.${paperState}`) },
          { key: 'inspector', label: say('inspection.inspector'), children: inspector ?? '—' },
          { key: 'reviewer', label: say('inspection.reviewer'), children: reviewer ?? '—' },
          { key: 'signed', label: say('paper.signedAt'), children: signedAt ? <Moment at={signedAt} /> : '—' },
          { key: 'reviewed', label: say('paper.reviewedAt'), children: reviewedAt ? <Moment at={reviewedAt} /> : '—' },
        ]}
      />
      <Table
        size="small"
        rowKey={({ round, duty }) => `${round} ${duty}`}
        aria-label={say('paper.steps')}
        pagination={false}
        dataSource={steps}
        columns={[
          { title: say('duty'), key: 'duty', render: (_, { duty }) => pick(wordsOf('duties', duty)) },
          { title: say('person'), key: 'by', render: (_, { by }) => by ?? '—' },
          { title: say('at'), key: 'at', render: (_, { at }) => <Moment at={at} seconds /> },
        ]}
      />
    </>
  );
}

function Written({ paper: { points, note, findings } }: { paper: Pick<Paper, 'points' | 'note' | 'findings'> }) {
  const { say } = useSpeech();
  if (!points) return <span className="muted">{say('paper.state.open')}</span>;
  return (
    <>
      <Descriptions
        bordered
        size="small"
        column={1}
        items={paperPoints.map((point) => ({
          key: point,
          label: say(`paper.point.${point}`),
          children: (
            <>
              <Tag color={points[point].ok ? 'green' : 'red'}>{say(points[point].ok ? 'paper.ok' : 'paper.notOk')}</Tag>
              {points[point].note}
              {points[point].evidence.map(({ name, sha256 }) => (
                <div key={sha256} className="muted">
                  {name} <span className="code">{sha256}</span>
                </div>
              ))}
            </>
          ),
        }))}
      />
      {note && <p>{`${say('paper.remark')}：${note}`}</p>}
      {findings.length > 0 && <FindingLines findings={findings} />}
    </>
  );
}
