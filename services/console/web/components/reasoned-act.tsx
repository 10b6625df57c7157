import { Alert, App, Button, Form, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { useSay } from '../app/language.tsx';
import { ActDialog } from './act-dialog.tsx';

interface ReasonedActProps<Preview, Done> {
  /** On the button, and on the one that acts. */
  words: string;
  /** Of the dialog; absent: the words. */
  title?: string;
  /** What is to be known before. */
  warning?: string;
  /** It takes something from somebody. */
  danger?: boolean;
  /** What else is shown above the reason. */
  children?: ReactNode;
  preview?: { ask: () => Promise<Preview>; show: (preview: Preview) => ReactNode };
  /** What has to be typed once the preview has been seen. */
  confirm?: { text: string; label: string } | undefined;
  act: (reason: string) => Promise<Done>;
  /** What is told once it is done. */
  done: (done: Done) => string;
}

/** A button for what is done once why has been said; nothing else is asked. */
export function ReasonedAct<Preview, Done>(props: ReasonedActProps<Preview, Done>) {
  const { words, title = words, warning, danger = false, children, preview, confirm, act, done } = props;
  const say = useSay();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<{ reason?: string }>();
  return (
    <>
      <Button danger={danger} size="small" onClick={() => setOpen(true)}>
        {words}
      </Button>
      <ActDialog<{ reason?: string }, { reason: string }, Preview, Done>
        open={open}
        onClose={() => setOpen(false)}
        title={title}
        form={form}
        initial={{}}
        inputOf={({ reason }) => ({ reason: reason?.trim() ?? '' })}
        {...(preview && { preview })}
        {...(confirm && { confirm })}
        act={({ reason }) => act(reason)}
        actWords={words}
        danger={danger}
        onDone={(result) => void message.success(done(result))}
      >
        {warning && <Alert type="warning" showIcon className="panel" title={warning} />}
        {children}
        <Form.Item
          name="reason"
          label={say('reason')}
          rules={[{ required: true, whitespace: true, message: say('new.needReason') }]}
        >
          <Input maxLength={1000} />
        </Form.Item>
      </ActDialog>
    </>
  );
}
