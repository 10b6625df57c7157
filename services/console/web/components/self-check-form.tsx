import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Radio } from 'antd';
import { type Answers, completeSelfCheck, type SelfCheck } from '../api/self-checks.ts';
import { useSay } from '../app/language.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { questions } from './self-check-answers.tsx';

/** Answers the four questions of a self-check; what is amiss is described. */
export function SelfCheckForm({ check, onDone }: { check: SelfCheck; onDone: () => void }) {
  const say = useSay();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<Answers>();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (answers: Answers) => completeSelfCheck(check.id, answers),
    onSuccess: () => {
      void message.success(say('selfCheck.completed'));
      void queries.invalidateQueries({ queryKey: ['self-checks'] });
      onDone();
    },
  });
  return (
    <Form<Answers> form={form} layout="vertical" disabled={isPending} onFinish={(answers) => mutate(trimmed(answers))}>
      {questions.map((question) => (
        <Question key={question} question={question} />
      ))}
      {error && (
        <div className="panel">
          <ProblemAlert error={error} />
        </div>
      )}
      <Button type="primary" htmlType="submit" loading={isPending}>
        {say('selfCheck.complete')}
      </Button>
    </Form>
  );
}

function Question({ question }: { question: keyof Answers }) {
  const say = useSay();
  return (
    <>
      <Form.Item
        name={[question, 'ok']}
        label={say(`selfCheck.${question}`)}
        rules={[{ required: true, message: say('selfCheck.needAnswer') }]}
        style={{ marginBottom: 8 }}
      >
        <Radio.Group
          aria-label={say(`selfCheck.${question}`)}
          options={[
            { value: true, label: say('selfCheck.ok') },
            { value: false, label: say('selfCheck.notOk') },
          ]}
        />
      </Form.Item>
      <Form.Item
        name={[question, 'note']}
        dependencies={[[question, 'ok']]}
        rules={[
          ({ getFieldValue }) => ({
            required: getFieldValue([question, 'ok']) === false,
            whitespace: true,
            message: say('selfCheck.needNote'),
          }),
        ]}
      >
        <Input
          maxLength={2000}
          aria-label={`${say(`selfCheck.${question}`)} · ${say('selfCheck.note')}`}
          placeholder={say('selfCheck.note')}
        />
      </Form.Item>
    </>
  );
}

function trimmed(answers: Answers): Answers {
  const entries = questions.map((question) => {
    const { ok, note } = answers[question];
    return [question, { ok, ...(note?.trim() ? { note: note.trim() } : {}) }];
  });
  return Object.fromEntries(entries) as Answers;
}
