import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Form, Input, InputNumber, Modal, Select } from 'antd';
import { useNavigate } from 'react-router';
import { openCertification } from '../api/certifications.ts';
import { given } from '../api/client.ts';
import { useSay } from '../app/language.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { UnitSelect } from './unit-select.tsx';

interface Values {
  name: string;
  unit?: string;
  risk?: 1 | 2 | 3;
  dueInWorkingDays: number;
  furtherWorkingDays: number;
}

/** Opens a campaign: whose holdings, and by when. */
export function CertificationDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const say = useSay();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [form] = Form.useForm<Values>();
  const { mutate, isPending, error } = useMutation({
    mutationFn: ({ name, dueInWorkingDays, furtherWorkingDays, ...scope }: Values) =>
      openCertification({ name: name.trim(), dueInWorkingDays, furtherWorkingDays, ...given(scope) }),
    onSuccess: ({ id }) => {
      void message.success(say('certification.opened'));
      void queries.invalidateQueries({ queryKey: ['certifications'] });
      void navigate(`/certifications/${id}`);
    },
  });
  const required = { required: true, message: say('certification.needDays') };
  return (
    <Modal
      open={open}
      onCancel={onClose}
      title={say('certification.open')}
      okText={say('certification.open')}
      cancelText={say('cancel')}
      okButtonProps={{ loading: isPending }}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <Alert type="info" showIcon className="panel" title={say('certification.frozen')} />
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{ dueInWorkingDays: 10, furtherWorkingDays: 3 }}
        onFinish={(values) => mutate(values)}
      >
        <Form.Item
          name="name"
          label={say('certification.name')}
          rules={[{ required: true, whitespace: true, message: say('certification.needName') }]}
        >
          <Input maxLength={200} placeholder={say('certification.nameHint')} />
        </Form.Item>
        <Form.Item name="unit" label={say('certification.unit')}>
          <UnitSelect allowClear inUse />
        </Form.Item>
        <Form.Item name="risk" label={say('certification.risk')}>
          <Select
            allowClear
            options={[1, 2, 3].map((level) => ({ value: level, label: say('riskLevel', { level }) }))}
          />
        </Form.Item>
        <div className="pair">
          <Form.Item name="dueInWorkingDays" label={say('certification.days')} rules={[required]}>
            <InputNumber min={1} max={250} precision={0} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="furtherWorkingDays" label={say('certification.furtherDays')} rules={[required]}>
            <InputNumber min={1} max={60} precision={0} style={{ width: '100%' }} />
          </Form.Item>
        </div>
        {error && <ProblemAlert error={error} />}
      </Form>
    </Modal>
  );
}
