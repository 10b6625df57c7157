import { useMutation } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { changePassword } from '../api/sign-ins.ts';
import { useSay } from '../app/language.tsx';
import { ProblemAlert } from './problem-alert.tsx';

interface Values {
  current: string;
  next: string;
  again: string;
}

/** Changes my password; what is open elsewhere ends. */
export function PasswordForm() {
  const say = useSay();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const { mutate, isPending, error } = useMutation({
    mutationFn: ({ current, next }: Values) => changePassword({ current, next }),
    onSuccess: () => {
      form.resetFields();
      void message.success(say('mySignIns.passwordDone'));
    },
  });
  const needed = { required: true, message: say('mySignIns.needed') };
  return (
    <Form<Values> form={form} layout="vertical" disabled={isPending} onFinish={mutate} style={{ maxWidth: 420 }}>
      <p className="muted">{say('mySignIns.passwordHint')}</p>
      <Form.Item name="current" label={say('mySignIns.passwordNow')} rules={[needed]}>
        <Input.Password autoComplete="current-password" maxLength={1024} />
      </Form.Item>
      <Form.Item name="next" label={say('mySignIns.passwordNext')} rules={[needed]}>
        <Input.Password autoComplete="new-password" maxLength={1024} />
      </Form.Item>
      <Form.Item
        name="again"
        label={say('mySignIns.passwordAgain')}
        dependencies={['next']}
        rules={[
          needed,
          {
            validator: (_, value) =>
              !value || value === form.getFieldValue('next')
                ? Promise.resolve()
                : Promise.reject(new Error(say('mySignIns.passwordsDiffer'))),
          },
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={1024} />
      </Form.Item>
      <div aria-live="polite">{error && <ProblemAlert error={error} />}</div>
      <Button type="primary" htmlType="submit" loading={isPending}>
        {say('mySignIns.passwordChange')}
      </Button>
    </Form>
  );
}
