import type { Finding, RectificationInput } from '@zhiheng/contracts';
import { App, Form, Input } from 'antd';
import { useNavigate } from 'react-router';
import { orderRectification } from '../api/findings.ts';
import { useSay } from '../app/language.tsx';
import { useMe } from '../app/me.tsx';
import { ActDialog } from './act-dialog.tsx';
import { PersonSelect } from './person-select.tsx';
import { useRetryKey } from './use-retry-key.ts';

interface Values {
  measures?: Record<string, string>;
  responsible?: string;
  basis?: string;
  proof?: string;
}

interface OrderDialogProps {
  open: boolean;
  findings: readonly Finding[];
  onClose: () => void;
  onDone: () => void;
}

/** Orders a section to put one or several findings right. */
export function OrderDialog({ open, findings, onClose, onDone }: OrderDialogProps) {
  const say = useSay();
  const me = useMe();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const retry = useRetryKey();
  const needed = [{ required: true, whitespace: true, message: say('new.needReason') }];
  const inputOf = ({ measures, responsible = '', basis = '', proof = '' }: Values): RectificationInput => ({
    problems: findings.map(({ id }) => ({ finding: id, measure: measures?.[id]?.trim() ?? '' })),
    responsible: responsible.trim(),
    basis: basis.trim(),
    proof: proof.trim(),
  });
  return (
    <ActDialog<Values, RectificationInput, never, { id: string }>
      open={open}
      onClose={onClose}
      title={say('findings.order')}
      form={form}
      initial={{ basis: findings[0]?.basis ?? '' }}
      inputOf={inputOf}
      act={(input) => orderRectification(input, retry.keyOf(input))}
      actWords={say('findings.order')}
      onDone={({ id }) => {
        retry.answered();
        void message.success(say('findings.ordered'));
        onDone();
        void navigate(`/rectifications/${id}`);
      }}
    >
      {findings.map(({ id, description }) => (
        <Form.Item
          key={id}
          name={['measures', id]}
          label={`${say('findings.measure')}：${description.slice(0, 60)}`}
          rules={needed}
        >
          <Input.TextArea rows={2} maxLength={4000} />
        </Form.Item>
      ))}
      <Form.Item name="responsible" label={say('findings.responsible')} rules={needed}>
        <PersonSelect me={me} />
      </Form.Item>
      <Form.Item name="basis" label={say('findings.orderBasis')} rules={needed}>
        <Input maxLength={1000} />
      </Form.Item>
      <Form.Item name="proof" label={say('findings.proof')} rules={needed}>
        <Input maxLength={1000} />
      </Form.Item>
    </ActDialog>
  );
}
