import { useQuery } from '@tanstack/react-query';
import type { CertificationHolding } from '@zhiheng/contracts';
import { Alert, Form, Input, Modal } from 'antd';
import type { ReactNode } from 'react';
import { removalsQuery } from '../api/certifications.ts';
import { useSay } from '../app/language.tsx';
import { CoverFields } from './cover-fields.tsx';
import { type CoverValues, coverPlanOf } from './cover-input.ts';
import { Loaded } from './loaded.tsx';
import { useNames } from './names.ts';
import { RemovalOutlook } from './removal-outlook.tsx';
import { leftToNobody } from './thinly-covered-list.tsx';
import type { Verdict } from './use-review.tsx';

export interface Review {
  decision: 'keep' | 'remove';
  holdings: CertificationHolding[];
}

interface Values extends CoverValues {
  reason?: string;
}

interface DialogProps {
  /** The campaign. */
  id: string;
  /** Undefined: closed. */
  review: Review | undefined;
  pending: boolean;
  error: ReactNode;
  onClose: () => void;
  onDecide: (said: Pick<Verdict, 'reason' | 'coverPlan' | 'needing'>) => void;
}

const shownAtMost = 8;

/**
 * Says once more how many holdings are meant, and asks for the reason; of removals it shows what they leave behind, and asks for the
 * plan of who covers that where no second person would be left.
 */
export function ReviewDialog({ id, review, pending, error, onClose, onDecide }: DialogProps) {
  const say = useSay();
  const [form] = Form.useForm<Values>();
  const count = review?.holdings.length ?? 0;
  const removing = review?.decision === 'remove';
  const removals = removing ? review?.holdings.map(({ grant }) => ({ grant })) : undefined;
  const left = useQuery(removalsQuery(id, removals));
  const needing = (left.data?.removals ?? []).flatMap(({ grant, thinlyCovered }) =>
    leftToNobody(thinlyCovered) ? [grant] : [],
  );
  return (
    <Modal
      open={review !== undefined}
      onCancel={onClose}
      title={say(removing ? 'certification.removeTitle' : 'certification.keepTitle', { count })}
      okText={say(removing ? 'certification.removeTitle' : 'certification.keepTitle', { count })}
      cancelText={say('cancel')}
      okButtonProps={{ danger: removing, loading: pending, disabled: removing && left.isFetching }}
      onOk={() => form.submit()}
      destroyOnHidden
      width={720}
      centered
      styles={{ body: { maxHeight: 'calc(100vh - 200px)', overflow: 'auto' } }}
    >
      {count > 1 && (
        <Alert type="warning" showIcon className="panel" title={say('certification.together', { count })} />
      )}
      {review && <Named holdings={review.holdings} />}
      {removing && <p className="muted">{say('certification.removal')}</p>}
      <Form<Values>
        form={form}
        layout="vertical"
        preserve={false}
        onFinish={({ reason, ...cover }) =>
          onDecide({ ...(reason?.trim() ? { reason: reason.trim() } : {}), ...coverPlanOf(cover), needing })
        }
      >
        <Form.Item
          name="reason"
          label={say(removing ? 'certification.reasonRemove' : 'certification.reasonKeep')}
          rules={[{ required: removing, whitespace: removing, message: say('certification.needReason') }]}
        >
          <Input.TextArea autoFocus rows={2} maxLength={1000} />
        </Form.Item>
        {removing && <Loaded query={left}>{(found) => <RemovalOutlook {...found} />}</Loaded>}
        {needing.length > 0 && <CoverFields needed />}
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
