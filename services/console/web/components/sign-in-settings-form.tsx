import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SignInSettingsInForce, SignInSettingsInput } from '@zhiheng/contracts';
import { App, Button, Card, Form, Input, InputNumber, Select } from 'antd';
import { putSignInSettings, signInSettingsQuery } from '../api/sign-ins.ts';
import { useSay } from '../app/language.tsx';
import type { PlainKey } from '../words/types.ts';
import { Moment } from './moment.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { RoleAddresses, RoleHours } from './role-admission-fields.tsx';

type Values = Omit<SignInSettingsInput, 'revision'>;

/** Each number with its bounds, as the service has them. */
const numbers: readonly {
  group: 'password' | 'lockout' | 'sessions';
  name: string;
  label: PlainKey;
  min: number;
  max: number;
}[] = [
  { group: 'password', name: 'minLength', label: 'signInSettings.minLength', min: 8, max: 64 },
  { group: 'password', name: 'kinds', label: 'signInSettings.kinds', min: 1, max: 4 },
  { group: 'password', name: 'history', label: 'signInSettings.history', min: 0, max: 24 },
  { group: 'password', name: 'expiryDays', label: 'signInSettings.expiryDays', min: 1, max: 366 },
  { group: 'lockout', name: 'failures', label: 'signInSettings.failures', min: 3, max: 10 },
  { group: 'lockout', name: 'accountFailures', label: 'signInSettings.accountFailures', min: 10, max: 200 },
  { group: 'lockout', name: 'addressFailures', label: 'signInSettings.addressFailures', min: 20, max: 2000 },
  { group: 'lockout', name: 'windowMinutes', label: 'signInSettings.windowMinutes', min: 5, max: 1440 },
  { group: 'lockout', name: 'lockMinutes', label: 'signInSettings.lockMinutes', min: 5, max: 1440 },
  { group: 'sessions', name: 'idleMinutes', label: 'signInSettings.idleMinutes', min: 5, max: 120 },
  { group: 'sessions', name: 'absoluteHours', label: 'signInSettings.absoluteHours', min: 1, max: 24 },
];

export function SignInSettingsForm({ present }: { present: SignInSettingsInForce }) {
  const say = useSay();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Values>();
  const { revision, changedAt, changedBy, ...settings } = present;
  const { mutate, isPending, error } = useMutation({
    mutationFn: (values: Values) => putSignInSettings({ ...values, revision }),
    onSuccess: (next) => {
      void message.success(say('signInSettings.done'));
      queries.setQueryData(signInSettingsQuery.queryKey, next);
    },
  });
  const numbersOf = (wanted: 'password' | 'lockout' | 'sessions') => (
    <div className="pair">
      {numbers
        .filter(({ group }) => group === wanted)
        .map(({ name, label, min, max }) => (
          <Form.Item
            key={name}
            name={[wanted, name]}
            label={say(label)}
            rules={[{ required: true, message: say('mySignIns.needed') }]}
          >
            <InputNumber min={min} max={max} precision={0} style={{ width: '100%' }} />
          </Form.Item>
        ))}
    </div>
  );
  const choices = (name: 'oneSession' | 'binding', codes: readonly string[]) => (
    <Form.Item name={['sessions', name]} label={say(`signInSettings.${name}`)}>
      <Select
        options={codes.map((code) => ({ value: code, label: say(`signInSettings.${name}.${code}` as PlainKey) }))}
      />
    </Form.Item>
  );
  const card = (title: PlainKey, content: React.ReactNode) => (
    <Card size="small" className="panel" title={say(title)}>
      {content}
    </Card>
  );
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      disabled={isPending}
      initialValues={settings}
      onFinish={(values) => mutate({ ...values, hours: values.hours ?? [], addresses: values.addresses ?? [] })}
    >
      <p className="muted">
        {changedAt ? (
          <>
            {say('signInSettings.changed')} <Moment at={changedAt} /> {changedBy}
          </>
        ) : (
          say('signInSettings.defaults')
        )}
      </p>
      {card('signInSettings.password', numbersOf('password'))}
      {card('signInSettings.lockout', numbersOf('lockout'))}
      {card(
        'signInSettings.sessions',
        <>
          {numbersOf('sessions')}
          <div className="pair">
            {choices('oneSession', ['ask', 'end', 'many'])}
            {choices('binding', ['browser', 'browser-and-network', 'none'])}
          </div>
        </>,
      )}
      {card('signInSettings.hours', <RoleHours />)}
      {card('signInSettings.addresses', <RoleAddresses />)}
      <Form.Item
        name="reason"
        label={say('reason')}
        rules={[{ required: true, whitespace: true, message: say('new.needReason') }]}
      >
        <Input maxLength={1000} />
      </Form.Item>
      <div aria-live="polite">{error && <ProblemAlert error={error} />}</div>
      <Button type="primary" htmlType="submit" loading={isPending}>
        {say('signInSettings.save')}
      </Button>
    </Form>
  );
}
