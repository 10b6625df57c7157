import { Alert, App, Button, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { type Periods, setRetention } from '../api/retention.ts';
import { useSay } from '../app/language.tsx';
import { ActDialog } from './act-dialog.tsx';

interface Values extends Partial<Periods> {
  reason?: string;
}
type Wish = Periods & { reason: string };

interface RetentionDialogProps {
  words: string;
  periods: Periods;
  /** Another has asked for just these. */
  confirming?: boolean;
}

function inputOf({ keepMonths, onlineMonths, reason }: Values): Wish | undefined {
  if (!keepMonths || !onlineMonths) return undefined;
  return { keepMonths, onlineMonths, reason: reason?.trim() ?? '' };
}

/** Sets how long the log is kept. Longer at once; a shorter time is asked for, and another person confirms it. */
export function RetentionDialog({ words, periods, confirming = false }: RetentionDialogProps) {
  const say = useSay();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Values>();
  const months = (least: number, name: keyof Periods) => (
    <Form.Item
      name={name}
      label={say(name === 'keepMonths' ? 'retention.keep' : 'retention.online')}
      rules={[{ required: true, message: say('retention.needMonths') }]}
    >
      <InputNumber
        min={least}
        max={1200}
        precision={0}
        disabled={confirming}
        suffix={say('retention.unit')}
        style={{ width: '100%' }}
      />
    </Form.Item>
  );
  return (
    <>
      <Button danger={confirming} onClick={() => setOpen(true)}>
        {words}
      </Button>
      <ActDialog<Values, Wish, never, 'set' | 'asked'>
        open={open}
        onClose={() => setOpen(false)}
        title={words}
        form={form}
        initial={periods}
        inputOf={inputOf}
        act={setRetention}
        actWords={words}
        danger={confirming}
        onDone={(state) => void message.success(say(`retention.done.${state}`))}
      >
        <Alert
          type="warning"
          showIcon
          className="panel"
          title={say(confirming ? 'retention.confirmWarning' : 'retention.changeWarning')}
        />
        <div className="pair">
          {months(6, 'keepMonths')}
          {months(2, 'onlineMonths')}
        </div>
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
