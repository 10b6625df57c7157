import type { BulkInput, BulkLine } from '@zhiheng/contracts';
import { Button, Checkbox, Form, type FormInstance, Input, Space } from 'antd';
import type { ReactNode } from 'react';
import { useSay } from '../app/language.tsx';
import { AttachmentFields } from './attachment-fields.tsx';
import { type AttachmentValue, attachmentsOf } from './attachment-values.ts';
import { CoverFields } from './cover-fields.tsx';
import { type CoverValues, coverPlanOf } from './cover-input.ts';

/** What is said of all lines together. */
export interface BulkValues extends CoverValues {
  reason?: string;
  whole?: boolean;
  attachments?: AttachmentValue[];
}

export const bulkInputOf = (lines: BulkLine[], values: BulkValues): BulkInput => ({
  reason: values.reason?.trim() ?? '',
  whole: values.whole ?? true,
  ...attachmentsOf(values.attachments),
  ...coverPlanOf(values),
  lines,
});

interface BulkFormProps {
  /** Whether a line takes something away, and whether one of them leaves a duty without anybody. */
  removing: boolean;
  coverNeeded: boolean;
  submittable: boolean;
  pending: boolean;
  onSubmit: (values: BulkValues) => void;
  /** What failed, above the buttons. */
  errors: ReactNode;
  /** Further buttons. */
  children: ReactNode;
  form: FormInstance<BulkValues>;
}

/** Why the lines are asked for, whether all or none, by which documents, and who covers what removals leave. */
export function BulkForm({
  removing,
  coverNeeded,
  submittable,
  pending,
  onSubmit,
  errors,
  children,
  form,
}: BulkFormProps) {
  const say = useSay();
  return (
    <Form<BulkValues>
      form={form}
      layout="vertical"
      initialValues={{ whole: true }}
      style={{ marginTop: 16 }}
      onFinish={onSubmit}
    >
      {removing && <CoverFields needed={coverNeeded} />}
      <Form.Item
        name="reason"
        label={say('reason')}
        rules={[{ required: true, whitespace: true, message: say('new.needReason') }]}
      >
        <Input.TextArea rows={2} maxLength={1000} placeholder={say('new.reasonHint')} />
      </Form.Item>
      <AttachmentFields />
      <Form.Item name="whole" valuePropName="checked">
        <Checkbox>{say('bulk.whole')}</Checkbox>
      </Form.Item>
      {errors}
      <Space>
        <Button type="primary" htmlType="submit" disabled={!submittable} loading={pending}>
          {say('bulk.submit')}
        </Button>
        {children}
      </Space>
    </Form>
  );
}
