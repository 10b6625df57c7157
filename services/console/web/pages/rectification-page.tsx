import { useQuery } from '@tanstack/react-query';
import { type RectificationDetail, rectificationActs } from '@zhiheng/contracts';
import { Button, Card, Descriptions, Space, Tag } from 'antd';
import { Link, useParams } from 'react-router';
import { rectificationQuery } from '../api/findings.ts';
import { useSpeech } from '../app/language.tsx';
import { Course } from '../components/course.tsx';
import { RectificationStateTag } from '../components/finding-tags.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Moment } from '../components/moment.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { RectificationActs } from '../components/rectification-acts.tsx';
import { RectificationNotice } from '../components/rectification-notice.tsx';
import { dueText } from '../components/times.ts';

/** One order: the notice as it is printed, its course, what I may do. */
export function RectificationPage() {
  const { say } = useSpeech();
  const { id = '' } = useParams();
  const query = useQuery(rectificationQuery(id));
  return (
    <>
      <div className="no-print">
        <PageHeading
          title={query.data ? `${say('rectifications.notice')} ${query.data.number}` : say('rectifications.title')}
          extra={
            query.data && (
              <Space>
                <RectificationActs order={query.data} />
                <Button onClick={() => window.print()}>{say('ledger.print')}</Button>
              </Space>
            )
          }
        />
      </div>
      <Loaded query={query}>{(order) => <Whole order={order} />}</Loaded>
      <p className="no-print">
        <Link to="/rectifications">{say('rectifications.back')}</Link>
      </p>
    </>
  );
}

function Whole({ order }: { order: RectificationDetail }) {
  const { say } = useSpeech();
  const { acts, escalations, state, overdue, dueAt, extended, issuedAt, responsible, responsibleName } = order;
  return (
    <>
      <Card size="small" className="panel no-print">
        <Descriptions
          size="small"
          column={4}
          items={[
            { key: 'state', label: say('state'), children: <RectificationStateTag state={state} overdue={overdue} /> },
            {
              key: 'due',
              label: say('findings.due'),
              children: (
                <>
                  {dueText(dueAt)} {extended && <Tag>{say('rectifications.extended')}</Tag>}
                </>
              ),
            },
            { key: 'at', label: say('rectifications.issuedAt'), children: <Moment at={issuedAt} /> },
            { key: 'who', label: say('findings.responsible'), children: responsibleName ?? responsible },
          ]}
        />
      </Card>
      <Card size="small" className="panel">
        <RectificationNotice order={order} />
      </Card>
      {escalations.length > 0 && (
        <Card size="small" className="panel no-print" title={say('rectifications.escalations')}>
          <ul className="plain">
            {escalations.map(({ at, afterWorkingDays, people }) => (
              <li key={at}>
                <Moment at={at} />{' '}
                {say('rectifications.escalated', { days: afterWorkingDays, people: people.join('、') || '—' })}
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Card size="small" className="no-print" title={say('findings.course')}>
        <Course acts={acts} wordsOf={({ act }) => rectificationActs[act]} />
      </Card>
    </>
  );
}
