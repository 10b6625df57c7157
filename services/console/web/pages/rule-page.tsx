import { Button, Card, Space } from 'antd';
import { Link } from 'react-router';
import { useSpeech } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { Facts } from '../components/facts.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { RuleBreakers } from '../components/rule-breakers.tsx';
import { ruleFacts } from '../components/rule-words.ts';
import { useSpeaker } from '../components/use-speaker.ts';
import { WithRule } from '../components/with-rule.tsx';

/** One rule: all that it says, and how many break it. */
export function RulePage() {
  const { say, pick } = useSpeech();
  const me = useMe();
  const speaker = useSpeaker();
  return (
    <WithRule>
      {(rule) => (
        <>
          <PageHeading
            title={say('rules.one', { name: pick(rule.name) })}
            lead={say(`rules.kindHint.${rule.kind}`)}
            extra={may(me, 'administer-security', 'rule') && <Asking code={rule.code} />}
          />
          <Card size="small">
            <Facts
              facts={[{ label: say('policy.code'), lines: [rule.code] }, ...ruleFacts(speaker, rule)]}
              further={[{ label: say('rules.breakers'), node: <RuleBreakers rule={rule} /> }]}
            />
            <Link to="/rules">{say('back')}</Link>
          </Card>
        </>
      )}
    </WithRule>
  );
}

function Asking({ code }: { code: string }) {
  const { say } = useSpeech();
  return (
    <Space>
      <Link to={`/rules/${code}/change`}>
        <Button type="primary">{say('rules.change')}</Button>
      </Link>
      <Link to={`/rules/${code}/retirement`}>
        <Button danger>{say('rules.retire')}</Button>
      </Link>
    </Space>
  );
}
