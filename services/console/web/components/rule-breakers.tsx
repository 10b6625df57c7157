import { useQuery } from '@tanstack/react-query';
import type { Rule } from '@zhiheng/contracts';
import { Link } from 'react-router';
import { conflictSummaryQuery } from '../api/analysis.ts';
import { useSay } from '../app/language.tsx';
import { useMe } from '../app/me.tsx';
import { mayOversee } from '../app/navigation.ts';
import { RiskTag } from './tags.tsx';

/** How many people break a rule at this moment, as far as one sees; each count leads to who they are. */
export function RuleBreakers({ rule: { code, kind } }: { rule: Pick<Rule, 'code' | 'kind'> }) {
  const say = useSay();
  const sees = mayOversee(useMe());
  const { data } = useQuery({ ...conflictSummaryQuery({}), enabled: sees });
  if (kind === 'session') return <span className="muted">{say('rules.perSession')}</span>;
  if (kind !== 'static' && kind !== 'ceiling') return <span className="muted">{say('rules.perStep')}</span>;
  if (!data) return <span className="muted">{sees ? '…' : say('rules.unknownCount')}</span>;
  const count = data.rules.find(({ key }) => key === code);
  if (!count) return <>0</>;
  return (
    <>
      <Link to={`/conflicts?${new URLSearchParams({ rule: code })}`}>
        {say('rules.breaking', { people: count.people, count: count.conflicts })}
      </Link>{' '}
      <RiskTag risk={count.severity} />
    </>
  );
}
