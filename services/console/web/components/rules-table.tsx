import type { Rule } from '@zhiheng/contracts';
import { Table } from 'antd';
import { Link } from 'react-router';
import { useSay } from '../app/language.tsx';
import { Lines } from './facts.tsx';
import { RuleBreakers } from './rule-breakers.tsx';
import { numberedTerms, withinWords } from './rule-words.ts';
import { EffectTag } from './tags.tsx';
import { useSpeaker } from './use-speaker.ts';

/** The centre's rules in words, with how many people break each. */
export function RulesTable({ rules }: { rules: readonly Rule[] }) {
  const say = useSay();
  const speaker = useSpeaker();
  return (
    <Table<Rule>
      size="small"
      rowKey="code"
      aria-label={say('rules.list')}
      pagination={false}
      dataSource={[...rules]}
      columns={[
        {
          title: say('rules.rule'),
          key: 'rule',
          width: 240,
          render: (_, { code, name }) => (
            <>
              <Link to={`/rules/${code}`}>{speaker.pick(name)}</Link>
              <div className="code muted">{code}</div>
            </>
          ),
        },
        { title: say('rules.kind'), key: 'kind', width: 70, render: (_, { kind }) => say(`rules.kind.${kind}`) },
        {
          title: say('rules.effect'),
          key: 'effect',
          width: 80,
          render: (_, { effect }) => <EffectTag effect={effect} />,
        },
        { title: say('rules.within'), key: 'within', width: 110, render: (_, rule) => withinWords(speaker, rule) },
        {
          title: say('rules.terms'),
          key: 'terms',
          render: (_, rule) => <Lines lines={numberedTerms(speaker, rule, 2)} />,
        },
        { title: say('rules.source'), key: 'source', width: 170, dataIndex: 'source' },
        {
          title: say('rules.breakers'),
          key: 'breakers',
          width: 130,
          render: (_, rule) => <RuleBreakers rule={rule} />,
        },
      ]}
    />
  );
}
