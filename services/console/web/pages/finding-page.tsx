import { useQuery } from '@tanstack/react-query';
import { type FindingDetail, findingActs, findingDimensions, findingSources } from '@zhiheng/contracts';
import { Card, Descriptions, Tag } from 'antd';
import { Link, useParams } from 'react-router';
import { findingQuery } from '../api/findings.ts';
import { useSpeech } from '../app/language.tsx';
import { Course } from '../components/course.tsx';
import { FindingActs } from '../components/finding-acts.tsx';
import { FindingStateTag, NatureTag } from '../components/finding-tags.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Moment } from '../components/moment.tsx';
import { yuanText } from '../components/money.ts';
import { PageHeading } from '../components/page-heading.tsx';
import { RiskTag } from '../components/tags.tsx';
import { dueText } from '../components/times.ts';

/** One finding: what it is, what was done with it, what I may do. */
export function FindingPage() {
  const { say } = useSpeech();
  const { id = '' } = useParams();
  const query = useQuery(findingQuery(id));
  return (
    <>
      <PageHeading title={say('findings.one')} extra={query.data && <FindingActs finding={query.data} />} />
      <Loaded query={query}>{(finding) => <Whole finding={finding} />}</Loaded>
      <p className="no-print">
        <Link to="/findings">{say('findings.back')}</Link>
      </p>
    </>
  );
}

function Whole({ finding }: { finding: FindingDetail }) {
  const { say } = useSpeech();
  const { acts, repeated } = finding;
  return (
    <>
      <Card size="small" className="panel">
        <Facts finding={finding} />
      </Card>
      {repeated.length > 0 && (
        <Card size="small" className="panel" title={say('findings.repeated')}>
          <ul className="plain">
            {repeated.map(({ id, foundAt, state }) => (
              <li key={id}>
                <Link to={`/findings/${id}`}>
                  <Moment at={foundAt} />
                </Link>{' '}
                <FindingStateTag state={state} overdue={false} />
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Card size="small" title={say('findings.course')}>
        <Course acts={acts} wordsOf={({ act }) => findingActs[act]} />
      </Card>
    </>
  );
}

function Facts({ finding: one }: { finding: FindingDetail }) {
  const { say, pick } = useSpeech();
  const shown = (value: string | null) => value ?? '—';
  return (
    <Descriptions
      size="small"
      column={3}
      items={[
        { key: 'unit', label: say('unit'), children: one.unitName ? pick(one.unitName) : one.unit },
        { key: 'item', label: say('item'), children: one.itemName ? pick(one.itemName) : shown(one.item) },
        { key: 'source', label: say('findings.source'), children: pick(findingSources[one.source]) },
        {
          key: 'state',
          label: say('state'),
          children: <FindingStateTag state={one.state} overdue={one.overdue} />,
        },
        {
          key: 'nature',
          label: say('findings.nature'),
          children: (
            <>
              <NatureTag nature={one.nature} />
              {one.repeats > 0 && <Tag color="purple">{say('findings.repeats', { count: one.repeats })}</Tag>}
            </>
          ),
        },
        { key: 'risk', label: say('risk'), children: <RiskTag risk={one.riskLevel} /> },
        { key: 'dimension', label: say('findings.dimension'), children: pick(findingDimensions[one.dimension]) },
        {
          key: 'amount',
          label: say('findings.amount'),
          children: one.amountFen === null ? '—' : yuanText(one.amountFen),
        },
        { key: 'at', label: say('findings.foundAt'), children: <Moment at={one.foundAt} /> },
        { key: 'by', label: say('findings.foundBy'), children: one.foundBy ?? say('findings.system') },
        { key: 'due', label: say('findings.due'), children: one.dueAt ? dueText(one.dueAt) : '—' },
        {
          key: 'case',
          label: say('case.title'),
          children: one.case ? <Link to={`/cases/${one.case}`}>{one.case}</Link> : '—',
        },
        ...(one.transferBy
          ? [{ key: 'transfer', label: say('findings.transferBy'), children: dueText(one.transferBy) }]
          : []),
        ...(one.rectification
          ? [
              {
                key: 'order',
                label: say('rectifications.notice'),
                children: <Link to={`/rectifications/${one.rectification.id}`}>{one.rectification.number}</Link>,
              },
            ]
          : []),
        { key: 'operators', label: say('findings.operators'), span: 3, children: one.operators.join('、') || '—' },
        { key: 'what', label: say('findings.description'), span: 3, children: one.description },
        { key: 'basis', label: say('findings.basis'), span: 3, children: one.basis },
      ]}
    />
  );
}
