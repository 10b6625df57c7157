import { App, Button, DatePicker, Form, Input } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { given } from '../api/client.ts';
import { type NewHold, placeHold } from '../api/retention.ts';
import { useSay } from '../app/language.tsx';
import { useMe } from '../app/me.tsx';
import { ActDialog } from './act-dialog.tsx';
import { PersonSelect } from './person-select.tsx';
import { endOfDay, startOfDay } from './times.ts';

interface Values {
  since?: Dayjs | null;
  until?: Dayjs | null;
  case?: string;
  person?: string;
  target?: string;
  document?: string;
  reason?: string;
}

function inputOf({ since, until, document, reason, ...about }: Values): NewHold | undefined {
  if (!since) return undefined;
  return {
    since: startOfDay(since.format('YYYY-MM-DD')),
    ...(until ? { until: endOfDay(until.format('YYYY-MM-DD')) } : {}),
    ...given({ case: about.case?.trim(), person: about.person?.trim(), target: about.target?.trim() }),
    document: document?.trim() ?? '',
    reason: reason?.trim() ?? '',
  };
}

/** Places a hold on days of Shanghai, of which the last is included: no month that they touch is removed. */
export function HoldDialog() {
  const say = useSay();
  const me = useMe();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Values>();
  const needed = (words: string) => [{ required: true, whitespace: true, message: words }];
  return (
    <>
      <Button type="primary" size="small" onClick={() => setOpen(true)}>
        {say('hold.place')}
      </Button>
      <ActDialog<Values, NewHold>
        open={open}
        onClose={() => setOpen(false)}
        title={say('hold.place')}
        form={form}
        initial={{}}
        inputOf={inputOf}
        act={placeHold}
        actWords={say('hold.place')}
        onDone={() => void message.success(say('hold.done'))}
      >
        <p className="muted">{say('hold.hint')}</p>
        <Form.Item name="document" label={say('hold.document')} rules={needed(say('hold.needDocument'))}>
          <Input maxLength={200} />
        </Form.Item>
        <div className="pair">
          <Form.Item
            name="since"
            label={say('hold.since')}
            rules={[{ required: true, message: say('hold.needSince') }]}
          >
            <DatePicker style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item
            name="until"
            label={say('hold.until')}
            dependencies={['since']}
            rules={[
              ({ getFieldValue }) => ({
                validator: async (_, until?: Dayjs | null) => {
                  const since: Dayjs | null | undefined = getFieldValue('since');
                  if (until && since && until.isBefore(since, 'day')) throw new Error(say('new.badPeriod'));
                },
              }),
            ]}
          >
            <DatePicker style={{ width: '100%' }} />
          </Form.Item>
        </div>
        <div className="pair">
          <Form.Item name="person" label={say('hold.person')}>
            <PersonSelect me={me} />
          </Form.Item>
          <Form.Item name="target" label={say('log.target')}>
            <Input maxLength={200} />
          </Form.Item>
        </div>
        <Form.Item
          name="case"
          label={say('log.case')}
          rules={[{ pattern: /^[0-9a-f-]{36}$/, message: say('hold.badCase') }]}
        >
          <Input className="code" maxLength={36} />
        </Form.Item>
        <Form.Item name="reason" label={say('reason')} rules={needed(say('new.needReason'))}>
          <Input maxLength={1000} />
        </Form.Item>
      </ActDialog>
    </>
  );
}
