import type { Rule } from '@zhiheng/contracts';
import { Form } from 'antd';
import { useCallback } from 'react';
import { useSpeech } from '../app/language.tsx';
import { PolicyRequest } from '../components/policy-request.tsx';
import { RuleFields } from '../components/rule-fields.tsx';
import { type RuleValues, ruleRequest, valuesOf } from '../components/rule-input.ts';
import { WithRule } from '../components/with-rule.tsx';

/** Asks that a rule say something else. */
export function RuleChangePage() {
  return <WithRule>{(rule) => <Change key={rule.code} rule={rule} />}</WithRule>;
}

function Change({ rule }: { rule: Rule }) {
  const { say, pick } = useSpeech();
  const [form] = Form.useForm<RuleValues>();
  const inputOf = useCallback((values: RuleValues | undefined) => ruleRequest(values, rule), [rule]);
  return (
    <PolicyRequest
      title={say('rules.changeTitle', { name: pick(rule.name) })}
      lead={say('rules.changeLead')}
      hint={say('policy.unchanged')}
      form={form}
      initial={valuesOf(rule)}
      inputOf={inputOf}
    >
      <RuleFields />
    </PolicyRequest>
  );
}
