import type { Person, Request, RequestInput } from '@zhiheng/contracts';
import { DatePicker, Form, Input } from 'antd';
import type { Dayjs } from 'dayjs';
import { useNavigate } from 'react-router';
import { submitRequest } from '../api/requests.ts';
import { useSay } from '../app/language.tsx';
import { ActDialog } from './act-dialog.tsx';
import { useRetryKey } from './use-retry-key.ts';

interface Values {
  untilDay?: Dayjs | null;
  reason?: string;
}

/** Asks that somebody retires later, or that a departure is taken back. */
export function DepartureRequestDialog({
  change,
  person,
  open,
  onClose,
}: {
  change: 'postpone-departure' | 'reinstate';
  person: Person;
  open: boolean;
  onClose: () => void;
}) {
  const say = useSay();
  const navigate = useNavigate();
  const retryKey = useRetryKey();
  const [form] = Form.useForm<Values>();
  const inputOf = ({ untilDay, reason }: Values): RequestInput | undefined => {
    if (change === 'postpone-departure' && !untilDay) return undefined;
    return {
      change,
      beneficiary: person.username ?? person.id,
      ...(untilDay ? { untilDay: untilDay.format('YYYY-MM-DD') } : {}),
      reason: reason?.trim() ?? '',
    };
  };
  return (
    <ActDialog<Values, RequestInput, never, Request>
      open={open}
      onClose={onClose}
      title={say(`change.${change}`)}
      form={form}
      initial={{}}
      inputOf={inputOf}
      act={(input) => submitRequest(input, retryKey.keyOf(input))}
      actWords={say('plan.ask')}
      onDone={({ id }) => void navigate(`/requests/${id}`)}
    >
      <p className="muted">{say(`plan.ask.${change}`)}</p>
      {change === 'postpone-departure' && (
        <Form.Item name="untilDay" label={say('plan.until')} rules={[{ required: true, message: say('plan.needDay') }]}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
      )}
      <Form.Item
        name="reason"
        label={say('reason')}
        rules={[{ required: true, whitespace: true, message: say('new.needReason') }]}
      >
        <Input maxLength={1000} />
      </Form.Item>
    </ActDialog>
  );
}
