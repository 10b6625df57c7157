import { useQuery } from '@tanstack/react-query';
import type { Case } from '@zhiheng/contracts';
import { Alert, Card, Descriptions } from 'antd';
import { Link, useParams } from 'react-router';
import { caseQuery } from '../api/cases.ts';
import { itemsQuery } from '../api/catalogue.ts';
import { useSay, useSpeech } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { CancelCaseButton } from '../components/cancel-case-button.tsx';
import { CaseCandidates } from '../components/case-candidates.tsx';
import { CaseStateTag } from '../components/case-state-tag.tsx';
import { CaseSteps } from '../components/case-steps.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Moment } from '../components/moment.tsx';
import { yuanText } from '../components/money.ts';
import { useNames } from '../components/names.ts';
import { PageHeading } from '../components/page-heading.tsx';
import { wordsOf } from '../words/codes.ts';

/** One case: what it is, who did what on it, what it waits for and who may do that. */
export function CasePage() {
  const say = useSay();
  const { id = '' } = useParams();
  const query = useQuery(caseQuery(id));
  return (
    <>
      <PageHeading title={query.data?.reference ?? say('case.one')} extra={query.data && <Cancel one={query.data} />} />
      <Loaded query={query}>{(one) => <Facts one={one} />}</Loaded>
      <p>
        <Link to="/cases">{say('case.back')}</Link>
      </p>
    </>
  );
}

/** Shown to who began it, or may approve cases, or of an item without approval do its last duty; the service decides. */
function Cancel({ one }: { one: Case }) {
  const me = useMe();
  const { data: items = [] } = useQuery(itemsQuery);
  const began = one.steps[0]?.person === me.id;
  const duties = items.find(({ code }) => code === one.item)?.duties ?? [];
  const deciding = duties.includes('approve') ? 'approve' : (duties.at(-1) ?? 'approve');
  return one.state === 'open' && (began || may(me, deciding, 'case')) && <CancelCaseButton one={one} />;
}

function Facts({ one }: { one: Case }) {
  const { say, pick } = useSpeech();
  const me = useMe();
  const { unitName, itemName } = useNames();
  const { item, unit, state, round, channel, amountFen, client, openedAt, closedAt, cancellation } = one;
  return (
    <>
      {cancellation && (
        <Alert
          type="warning"
          showIcon
          className="panel"
          title={say('case.cancelledBy', { person: cancellation.by ?? '—', reason: cancellation.reason })}
        />
      )}
      <Card size="small" className="panel">
        <Descriptions
          size="small"
          column={3}
          items={[
            { key: 'item', label: say('item'), children: itemName(item) },
            { key: 'unit', label: say('unit'), children: unitName(unit) },
            { key: 'state', label: say('state'), children: <CaseStateTag state={state} /> },
            { key: 'round', label: say('case.rounds'), children: round },
            { key: 'channel', label: say('case.channel'), children: channel ?? '—' },
            { key: 'amount', label: say('case.amount'), children: amountFen === null ? '—' : yuanText(amountFen) },
            { key: 'opened', label: say('case.openedAt'), children: <Moment at={openedAt} /> },
            { key: 'closed', label: say('case.closedAt'), children: closedAt ? <Moment at={closedAt} /> : '—' },
            { key: 'client', label: say('case.client'), children: client },
          ]}
        />
      </Card>
      <Card
        size="small"
        className="panel"
        title={say('case.steps')}
        extra={may(me, 'read', 'entry') && <Link to={`/log?case=${one.id}`}>{say('case.log')}</Link>}
      >
        {one.steps.length === 0 && one.nextDuty === null ? (
          <span className="muted">{say('case.noSteps')}</span>
        ) : (
          <CaseSteps one={one} />
        )}
      </Card>
      {one.nextDuty !== null && (
        <Card
          size="small"
          className="panel"
          title={say('case.candidatesFor', { duty: pick(wordsOf('duties', one.nextDuty)) })}
        >
          <CaseCandidates id={one.id} />
        </Card>
      )}
    </>
  );
}
