import { useMutation, useQuery } from '@tanstack/react-query';
import { App, AutoComplete, Button, Form } from 'antd';
import { rolesQuery } from '../api/catalogue.ts';
import { beginLogging } from '../api/decision-log.ts';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { ProblemAlert } from './problem-alert.tsx';

/** Names a type of resource of which what is permitted is logged from now on: one that some role permits something on, or any other. */
export function LoggedTypeForm({ taken, onDone }: { taken: readonly string[]; onDone: () => void }) {
  const { say, pick } = useSpeech();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ type?: string }>();
  const { data: roles = [] } = useQuery(rolesQuery);
  const known = new Set(roles.flatMap(({ permissions }) => permissions.map(({ resource }) => resource)));
  const { mutate, isPending, error } = useMutation({
    mutationFn: (type: string) => beginLogging(type),
    onSuccess: (_, type) => {
      void message.success(say('decisionLog.added', { type: pick(wordsOf('things', type)) }));
      form.resetFields();
      onDone();
    },
  });
  return (
    <>
      <Form
        form={form}
        layout="inline"
        className="panel"
        onFinish={({ type }) => {
          if (type) mutate(type.trim());
        }}
      >
        <Form.Item
          name="type"
          label={say('decisionLog.type')}
          rules={[{ required: true, whitespace: true, message: say('decisionLog.needType') }]}
        >
          <AutoComplete
            style={{ width: 320 }}
            placeholder={say('decisionLog.typeHint')}
            maxLength={200}
            options={['case', ...known]
              .filter((type, index, all) => type !== 'all' && !taken.includes(type) && all.indexOf(type) === index)
              .map((type) => ({ value: type, label: `${pick(wordsOf('things', type))} ${type}` }))}
            showSearch={{
              filterOption: (text, option) => String(option?.label).toLowerCase().includes(text.trim().toLowerCase()),
            }}
          />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={isPending}>
          {say('decisionLog.add')}
        </Button>
      </Form>
      {error && <ProblemAlert error={error} />}
    </>
  );
}
