import { useQuery } from '@tanstack/react-query';
import type { GrantLimitInForce } from '@zhiheng/contracts';
import { Alert, Checkbox, Form, InputNumber } from 'antd';
import { useCallback } from 'react';
import { Navigate, useParams } from 'react-router';
import { limitsQuery } from '../api/catalogue.ts';
import { useSay } from '../app/language.tsx';
import { type LimitValues, limitRequest } from '../components/limit-input.ts';
import { Loaded } from '../components/loaded.tsx';
import { PolicyRequest } from '../components/policy-request.tsx';

/** Asks that grants of a risk last at most so long. */
export function LimitChangePage() {
  const { risk } = useParams();
  const query = useQuery(limitsQuery);
  return (
    <Loaded query={query}>
      {(limits) => {
        const limit = limits.find((one) => String(one.risk) === risk);
        return limit ? <Asked limit={limit} /> : <Navigate to="/catalogue/limits" replace />;
      }}
    </Loaded>
  );
}

function Asked({ limit }: { limit: GrantLimitInForce }) {
  const say = useSay();
  const [form] = Form.useForm<LimitValues>();
  const takenBack = Form.useWatch('takenBack', form) === true;
  const inputOf = useCallback((values: LimitValues | undefined) => limitRequest(limit, values), [limit]);
  return (
    <PolicyRequest<LimitValues>
      title={say('limit.changeTitle', { level: limit.risk })}
      lead={say('limit.changeLead')}
      hint={say('policy.unchanged')}
      form={form}
      initial={limit.own ? { longestDays: limit.longestDays } : {}}
      inputOf={inputOf}
    >
      {!limit.own && <Alert type="info" showIcon className="panel" title={say('limit.setting')} />}
      {limit.own && (
        <Form.Item name="takenBack" valuePropName="checked" {...(takenBack ? { extra: say('limit.takingBack') } : {})}>
          <Checkbox>{say('limit.takeBack')}</Checkbox>
        </Form.Item>
      )}
      {!takenBack && (
        <Form.Item
          name="longestDays"
          label={say('limit.field')}
          rules={[{ required: true, type: 'integer', min: 1, max: 36525, message: say('limit.needDays') }]}
        >
          <InputNumber min={1} max={36525} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      )}
    </PolicyRequest>
  );
}
