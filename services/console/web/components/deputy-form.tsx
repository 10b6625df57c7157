import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, DatePicker, Form, Input } from 'antd';
import type { Dayjs } from 'dayjs';
import { nameDeputy } from '../api/deputies.ts';
import { useSay } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { PersonSelect } from './person-select.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { endOfDay, startOfDay } from './times.ts';

interface Values {
  principal?: string;
  deputy: string;
  from?: Dayjs | null;
  until: Dayjs;
  reason: string;
}

/** Names who decides for me, for days of Shanghai of which the last is included. */
export function DeputyForm() {
  const say = useSay();
  const me = useMe();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Values>();
  const { mutate, isPending, error } = useMutation({
    mutationFn: ({ principal, deputy, from, until, reason }: Values) =>
      nameDeputy({
        ...(principal?.trim() ? { principal: principal.trim() } : {}),
        deputy: deputy.trim(),
        ...(from ? { from: startOfDay(from.format('YYYY-MM-DD')) } : {}),
        until: endOfDay(until.format('YYYY-MM-DD')),
        reason: reason.trim(),
      }),
    onSuccess: () => {
      form.resetFields();
      void message.success(say('deputies.done'));
      void queries.invalidateQueries({ queryKey: ['deputies'] });
    },
  });
  return (
    <Form<Values> form={form} layout="vertical" disabled={isPending} onFinish={(values) => mutate(values)}>
      {may(me, 'administer-accounts', 'account') && (
        <Form.Item name="principal" label={say('deputies.forWhom')}>
          <PersonSelect me={me} placeholder={say('new.beneficiaryHint')} />
        </Form.Item>
      )}
      <div className="pair">
        <Form.Item
          name="deputy"
          label={say('deputies.deputy')}
          rules={[{ required: true, message: say('deputies.needDeputy') }]}
        >
          <PersonSelect me={me} placeholder={say('new.beneficiaryHint')} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={say('reason')}
          rules={[{ required: true, whitespace: true, message: say('new.needReason') }]}
        >
          <Input maxLength={1000} />
        </Form.Item>
        <Form.Item name="from" label={say('deputies.from')}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item
          name="until"
          label={say('deputies.until')}
          rules={[{ required: true, message: say('deputies.needUntil') }]}
        >
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
      </div>
      {error && (
        <div className="panel">
          <ProblemAlert error={error} />
        </div>
      )}
      <Button type="primary" htmlType="submit" loading={isPending}>
        {say('deputies.name')}
      </Button>
    </Form>
  );
}
