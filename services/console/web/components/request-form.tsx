import type { Me } from '@zhiheng/contracts';
import { Button, DatePicker, Form, type FormInstance, Input, Radio, Space } from 'antd';
import { useSay } from '../app/language.tsx';
import { AttachmentFields } from './attachment-fields.tsx';
import { CoverFields } from './cover-fields.tsx';
import { ExceptionFields } from './exception-fields.tsx';
import { PersonSelect } from './person-select.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { type AskedChange, askedChanges, type RequestValues } from './request-input.ts';
import { RoleContentFields } from './role-content-fields.tsx';
import { RoleSelect } from './role-select.tsx';
import { UnitSelect } from './unit-select.tsx';

interface RequestFormProps {
  form: FormInstance<RequestValues>;
  me: Me;
  initial: RequestValues;
  onSubmit: () => void;
  submittable: boolean;
  coverNeeded: boolean;
  pending: boolean;
  error: Error | null;
  /** Keeps what is typed, whole or not. */
  onKeep: () => void;
  keeping: boolean;
}

/** Who should get or lose which role where, for how long, and why. */
export function RequestForm({
  form,
  me,
  initial,
  onSubmit,
  submittable,
  coverNeeded,
  pending,
  error,
  onKeep,
  keeping,
}: RequestFormProps) {
  const say = useSay();
  const change = Form.useWatch('change', form);
  return (
    <Form<RequestValues> form={form} layout="vertical" initialValues={initial} onFinish={onSubmit} scrollToFirstError>
      <Form.Item name="change" label={say('new.change')}>
        <Radio.Group
          aria-label={say('new.change')}
          options={askedChanges.map((value) => ({ value, label: say(`change.${value}`) }))}
        />
      </Form.Item>
      {change !== 'role-content' && <Beneficiary me={me} />}
      <Fields change={change} me={me} />
      {change === 'revoke' && <CoverFields needed={coverNeeded} />}
      {change !== 'revoke' && change !== 'role-content' && <Period change={change} />}
      <Form.Item
        name="reason"
        label={say('reason')}
        rules={[{ required: true, whitespace: true, message: say('new.needReason') }]}
      >
        <Input.TextArea rows={2} maxLength={1000} placeholder={say('new.reasonHint')} />
      </Form.Item>
      <AttachmentFields />
      {error && (
        <div className="panel">
          <ProblemAlert error={error} />
        </div>
      )}
      <Space>
        <Button type="primary" htmlType="submit" disabled={!submittable} loading={pending}>
          {say('new.submit')}
        </Button>
        <Button onClick={onKeep} loading={keeping}>
          {say('drafts.save')}
        </Button>
      </Space>
    </Form>
  );
}

function Beneficiary({ me }: { me: Me }) {
  const say = useSay();
  return (
    <Form.Item
      name="beneficiary"
      label={say('new.beneficiary')}
      rules={[
        { required: true, message: say('new.needBeneficiary') },
        { pattern: /^[a-z0-9][a-z0-9._-]{0,62}$/, message: say('new.badUsername') },
      ]}
    >
      <PersonSelect me={me} placeholder={say('new.beneficiaryHint')} />
    </Form.Item>
  );
}

function Fields({ change, me }: { change: AskedChange | undefined; me: Me }) {
  if (change === 'role-content') return <RoleContentFields />;
  return change === 'exception' ? <ExceptionFields me={me} /> : <RoleAtUnit inUse={change === 'grant'} />;
}

/** `inUse`: not what has retired; that can only be taken away. */
function RoleAtUnit({ inUse }: { inUse: boolean }) {
  const say = useSay();
  return (
    <>
      <Form.Item name="role" label={say('new.role')} rules={[{ required: true, message: say('new.needRole') }]}>
        <RoleSelect inUse={inUse} placeholder={say('new.roleHint')} />
      </Form.Item>
      <Form.Item
        name="unit"
        label={say('new.unit')}
        extra={say('new.unitHint')}
        rules={[{ required: true, message: say('new.needUnit') }]}
      >
        <UnitSelect inUse={inUse} />
      </Form.Item>
    </>
  );
}

/** A grant may be without an end; an extension and an exception need one. */
function Period({ change = 'grant' }: { change?: AskedChange | undefined }) {
  const say = useSay();
  return (
    <>
      <div className="pair">
        {change !== 'extend' && (
          <Form.Item name="validFrom" label={say('new.validFrom')}>
            <DatePicker style={{ width: '100%' }} />
          </Form.Item>
        )}
        <Form.Item
          name="validUntil"
          label={say('new.validUntil')}
          dependencies={['validFrom']}
          rules={[
            { required: change !== 'grant', message: say('deputies.needUntil') },
            ({ getFieldValue }) => ({
              validator: async (_, until: RequestValues['validUntil']) => {
                const from: RequestValues['validFrom'] = getFieldValue('validFrom');
                if (until && from && until.isBefore(from, 'day')) throw new Error(say('new.badPeriod'));
              },
            }),
          ]}
        >
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
      </div>
      {change === 'grant' && (
        <p className="muted" style={{ marginTop: -8 }}>
          {say('new.periodHint')}
        </p>
      )}
    </>
  );
}
