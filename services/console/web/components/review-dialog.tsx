import type { CertificationHolding } from '@zhiheng/contracts';
import { Alert, Form, Input, Modal } from 'antd';
import type { ReactNode } from 'react';
import { useSay } from '../app/language.tsx';
import { useNames } from './names.ts';

export interface Review {
  decision: 'keep' | 'remove';
  holdings: CertificationHolding[];
}

interface DialogProps {
  /** Undefined: closed. */
  review: Review | undefined;
  pending: boolean;
  error: ReactNode;
  onClose: () => void;
  onDecide: (reason: string | undefined) => void;
}

const shownAtMost = 8;

/** Says once more how many holdings are meant, and asks for the reason. */
export function ReviewDialog({ review, pending, error, onClose, onDecide }: DialogProps) {
  const say = useSay();
  const [form] = Form.useForm<{ reason?: string }>();
  const count = review?.holdings.length ?? 0;
  const removing = review?.decision === 'remove';
  return (
    <Modal
      open={review !== undefined}
      onCancel={onClose}
      title={say(removing ? 'certification.removeTitle' : 'certification.keepTitle', { count })}
      okText={say(removing ? 'certification.removeTitle' : 'certification.keepTitle', { count })}
      cancelText={say('cancel')}
      okButtonProps={{ danger: removing, loading: pending }}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      {count > 1 && (
        <Alert type="warning" showIcon className="panel" title={say('certification.together', { count })} />
      )}
      {review && <Named holdings={review.holdings} />}
      {removing && <p className="muted">{say('certification.removal')}</p>}
      <Form form={form} layout="vertical" onFinish={({ reason }) => onDecide(reason?.trim() || undefined)}>
        <Form.Item
          name="reason"
          label={say(removing ? 'certification.reasonRemove' : 'certification.reasonKeep')}
          rules={[{ required: removing, whitespace: removing, message: say('certification.needReason') }]}
        >
          <Input.TextArea autoFocus rows={2} maxLength={1000} />
        </Form.Item>
        {error}
      </Form>
    </Modal>
  );
}

function Named({ holdings }: { holdings: CertificationHolding[] }) {
  const say = useSay();
  const { roleName, unitName } = useNames();
  const rest = holdings.length - shownAtMost;
  return (
    <ul style={{ paddingInlineStart: 20 }}>
      {holdings.slice(0, shownAtMost).map(({ grant, personName, role, unit }) => (
        <li
          key={grant}
        >{`${personName}: ${say('conflict.withRole', { role: roleName(role), unit: unitName(unit) })}`}</li>
      ))}
      {rest > 0 && <li>{say('certification.more', { count: rest })}</li>}
    </ul>
  );
}
