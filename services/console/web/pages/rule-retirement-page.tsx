import type { RequestInput, Rule } from '@zhiheng/contracts';
import { Form } from 'antd';
import { useCallback } from 'react';
import { useSpeech } from '../app/language.tsx';
import { PolicyRequest } from '../components/policy-request.tsx';
import { WithRule } from '../components/with-rule.tsx';

/** Asks that a rule be judged by no more. */
export function RuleRetirementPage() {
  return <WithRule>{(rule) => <Retirement key={rule.code} rule={rule} />}</WithRule>;
}

interface Values {
  reason?: string;
}

function Retirement({ rule }: { rule: Rule }) {
  const { say, pick } = useSpeech();
  const [form] = Form.useForm<Values>();
  const { code } = rule;
  const inputOf = useCallback(
    (values: Values | undefined): RequestInput => ({
      change: 'rule',
      rule: { code, retired: true },
      reason: values?.reason?.trim() ?? '',
    }),
    [code],
  );
  return (
    <PolicyRequest
      title={say('rules.retireTitle', { name: pick(rule.name) })}
      lead={say('rules.retireLead')}
      form={form}
      initial={{}}
      inputOf={inputOf}
    />
  );
}
