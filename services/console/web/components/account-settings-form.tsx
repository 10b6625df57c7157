import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AccountSettings } from '@zhiheng/contracts';
import { App, Button, Checkbox, Form, InputNumber } from 'antd';
import { Link } from 'react-router';
import { accountSettingsQuery, setAccountSettings } from '../api/accounts.ts';
import { useSay } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { Loaded } from './loaded.tsx';
import { ProblemAlert } from './problem-alert.tsx';

/** What the centre says of its accounts; who administers security changes it. */
export function AccountSettingsForm() {
  const say = useSay();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const sets = may(useMe(), 'administer-security', 'role');
  const query = useQuery(accountSettingsQuery);
  const { mutate, isPending, error } = useMutation({
    mutationFn: setAccountSettings,
    onSuccess: (settings) => {
      queries.setQueryData(accountSettingsQuery.queryKey, settings);
      void message.success(say('accounts.set'));
    },
  });
  return (
    <Loaded query={query}>
      {(settings) => (
        <>
          <Form<AccountSettings> layout="vertical" initialValues={settings} disabled={!sets} onFinish={mutate}>
            <Form.Item name="dormantDays" label={say('accounts.dormantDays')} rules={[{ required: true }]}>
              <InputNumber min={1} max={3660} precision={0} />
            </Form.Item>
            <Form.Item name="unownedDays" label={say('accounts.unownedDays')} rules={[{ required: true }]}>
              <InputNumber min={1} max={3660} precision={0} />
            </Form.Item>
            <Form.Item name="endUnowned" valuePropName="checked">
              <Checkbox>{say('accounts.endUnowned')}</Checkbox>
            </Form.Item>
            {sets && (
              <Button type="primary" htmlType="submit" loading={isPending}>
                {say('accounts.save')}
              </Button>
            )}
          </Form>
          <p>
            <Link to="/log?action=account-settings.set">{say('accounts.history')}</Link>
          </p>
          {error && <ProblemAlert error={error} />}
        </>
      )}
    </Loaded>
  );
}
