import { useQuery } from '@tanstack/react-query';
import { Form } from 'antd';
import { rulesQuery } from '../api/catalogue.ts';
import { useSay } from '../app/language.tsx';
import { PolicyRequest } from '../components/policy-request.tsx';
import { RuleFields } from '../components/rule-fields.tsx';
import { newRule, type RuleValues, ruleRequest } from '../components/rule-input.ts';

const inputOf = (values: RuleValues | undefined) => ruleRequest(values);

/** Asks for a rule that is not there yet. */
export function NewRulePage() {
  const say = useSay();
  const [form] = Form.useForm<RuleValues>();
  const { data: rules = [] } = useQuery(rulesQuery);
  return (
    <PolicyRequest title={say('rules.new')} lead={say('rules.newLead')} form={form} initial={newRule} inputOf={inputOf}>
      <RuleFields taken={rules.map(({ code }) => code)} />
    </PolicyRequest>
  );
}
