import { useQuery } from '@tanstack/react-query';
import { clearingReasons, type DoubtDetail, doubtActs, doubtOrigins, doubtStates } from '@zhiheng/contracts';
import { Alert, Card, Table, Tag, Timeline } from 'antd';
import { Link, useParams } from 'react-router';
import { doubtQuery } from '../api/doubts.ts';
import { useSpeech } from '../app/language.tsx';
import { DoubtActs } from '../components/doubt-acts.tsx';
import { useDoubtWords } from '../components/doubt-words.ts';
import { Facts } from '../components/facts.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Moment } from '../components/moment.tsx';
import { yuanText } from '../components/money.ts';
import { useNames } from '../components/names.ts';
import { PageHeading } from '../components/page-heading.tsx';
import { dueText, instantText } from '../components/times.ts';

/** One doubt: what it rests on, the cases of its subject, what was done, and what the reader may do. */
export function DoubtPage() {
  const { id = '' } = useParams();
  const query = useQuery(doubtQuery(id));
  return <Loaded query={query}>{(doubt) => <Shown doubt={doubt} />}</Loaded>;
}

function Shown({ doubt }: { doubt: DoubtDetail }) {
  const { say, pick } = useSpeech();
  const { ruleName } = useDoubtWords();
  return (
    <>
      <PageHeading title={ruleName(doubt.rule)} />
      <p>
        <Tag color="blue">{pick(doubtStates[doubt.state])}</Tag>
        {doubt.overdue && <Tag color="red">{say('doubts.overdue')}</Tag>}
      </p>
      {doubt.involved && <Alert className="panel" type="warning" showIcon title={say('doubts.involved')} />}
      {doubt.stopOrderedAt && (
        <Alert
          className="panel"
          type="info"
          title={say('doubts.stopOrdered', { at: instantText(doubt.stopOrderedAt) })}
          description={doubt.stop && <StopStanding stop={doubt.stop} />}
        />
      )}
      <DoubtActs doubt={doubt} />
      <DoubtFacts doubt={doubt} />
      <Card size="small" className="panel" title={say('doubts.cases')}>
        <Table
          size="small"
          rowKey="case"
          pagination={false}
          dataSource={doubt.cases}
          columns={[
            {
              title: say('doubts.cases'),
              key: 'case',
              render: (_, one) => <Link to={`/cases/${one.case}`}>{one.reference}</Link>,
            },
            { title: say('doubts.unit'), dataIndex: 'unit' },
            { title: say('doubts.state'), dataIndex: 'state' },
            { title: say('at'), key: 'at', render: (_, { openedAt }) => <Moment at={openedAt} /> },
          ]}
        />
      </Card>
      <Card size="small" className="panel" title={say('doubts.history')}>
        <Timeline
          items={doubt.history.map(({ act, at, by, note, facts: { finding } }) => ({
            key: `${act} ${at}`,
            content: (
              <>
                {pick(doubtActs[act])} · {by} · <Moment at={at} /> {note}
                {typeof finding === 'string' && <Link to={`/findings/${finding}`}>{say('doubts.toFinding')}</Link>}
              </>
            ),
          }))}
        />
      </Card>
    </>
  );
}

function DoubtFacts({ doubt }: { doubt: DoubtDetail }) {
  const { say, pick } = useSpeech();
  const { explained, verifyOf } = useDoubtWords();
  const { unitName } = useNames();
  const { rule, facts, origin, unit, subjectShown, amountFen, assignee, dueAt, conclusion, confirmedFen, reason } =
    doubt;
  const said = explained(rule, facts);
  const lines: [string, string | null | undefined | false][] = [
    [say('doubts.explained'), said],
    [say('doubts.verify'), verifyOf(rule)],
    [say('doubts.origin'), pick(doubtOrigins[origin])],
    [say('doubts.unit'), unitName(unit)],
    [say('doubts.subject'), subjectShown],
    [say('doubts.amount'), amountFen !== null && yuanText(amountFen)],
    [say('doubts.assignee'), assignee],
    [say('doubts.due'), dueAt && dueText(dueAt)],
    [say('doubts.conclusion'), conclusion && say(conclusion === 'confirmed' ? 'doubts.confirmed' : 'doubts.cleared')],
    [say('doubts.confirmedAmount'), confirmedFen !== null && yuanText(confirmedFen)],
    [say('doubts.reason'), reason && pick(clearingReasons[reason])],
  ];
  const shown = lines.flatMap(([label, line]) => (line ? [{ label, lines: [line] }] : []));
  const raw = Object.entries(facts).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return <Facts facts={[...shown, { label: say('doubts.facts'), lines: raw }]} />;
}

/** Whether the benefit was stopped, as was ordered. */
function StopStanding({ stop }: { stop: NonNullable<DoubtDetail['stop']> }) {
  const { say } = useSpeech();
  const { confirmedBy, confirmedAt, stoppedOn, case: proof, dueAt } = stop;
  if (!confirmedAt) return say('doubts.stopWaits', { at: dueAt ? instantText(dueAt) : '—' });
  return (
    <>
      {say('doubts.stopped', { day: stoppedOn ?? '—', person: confirmedBy ?? '—' })}{' '}
      {proof && <Link to={`/cases/${proof}`}>{say('doubts.stopCase')}</Link>}
    </>
  );
}
