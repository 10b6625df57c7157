import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DepartureInput, Person } from '@zhiheng/contracts';
import { Alert, App, Form, Input, Modal, Select } from 'antd';
import { useNavigate } from 'react-router';
import { depart, departurePreviewQuery } from '../api/departures.ts';
import { useSay } from '../app/language.tsx';
import { EffectsList } from './effects-list.tsx';
import { Loaded } from './loaded.tsx';
import { LossList } from './loss-list.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { StaffingLosses } from './staffing-losses.tsx';

interface Values {
  kind: DepartureInput['kind'];
  reason?: string;
  username: string;
}

const kinds = [
  'resigned',
  'retired',
  'transferred',
  'dismissed',
  'deceased',
] as const satisfies DepartureInput['kind'][];

/** Shows what a departure would do, and does it once the username is typed. */
export function DepartureDialog({ person, open, onClose }: { person: Person; open: boolean; onClose: () => void }) {
  const say = useSay();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const key = person.username ?? person.id;
  const [form] = Form.useForm<Values>();
  const typed = Form.useWatch('username', form);
  const preview = useQuery(departurePreviewQuery(key, open));
  const { mutate, isPending, error } = useMutation({
    mutationFn: ({ kind, reason }: Values) =>
      depart(key, { kind, ...(reason?.trim() ? { reason: reason.trim() } : {}) }),
    onSuccess: ({ id }) => {
      void message.success(say('departure.done'));
      onClose();
      // What it would have done is answered: asking again would only be refused.
      queries.removeQueries({ queryKey: ['departure-preview'] });
      void queries.invalidateQueries();
      void navigate(`/departures/${id}`);
    },
  });
  return (
    <Modal
      open={open}
      onCancel={onClose}
      width={820}
      title={say('departure.dialog', { name: person.name })}
      okText={say('departure.submit')}
      cancelText={say('cancel')}
      okButtonProps={{ danger: true, disabled: typed !== key || !preview.data, loading: isPending }}
      onOk={() => form.submit()}
      destroyOnHidden
      styles={{ body: { maxHeight: 'calc(100vh - 200px)', overflow: 'auto' } }}
      centered
    >
      <Alert type="warning" showIcon className="panel" title={say('departure.warning')} />
      <Form<Values>
        form={form}
        layout="vertical"
        onFinish={(values) => mutate(values)}
        initialValues={{ kind: 'resigned' }}
      >
        <h3>{say('departure.what')}</h3>
        <Loaded query={preview}>
          {({ effects, staffing, losses }) => (
            <div className="panel">
              <EffectsList effects={effects} />
              <StaffingLosses losses={staffing} />
              {losses.length > 0 && (
                <>
                  <h3>{say('staffing.losses', { count: losses.length })}</h3>
                  <LossList losses={losses} />
                </>
              )}
            </div>
          )}
        </Loaded>
        <div className="pair">
          <Form.Item name="kind" label={say('departure.kind')} rules={[{ required: true }]}>
            <Select options={kinds.map((kind) => ({ value: kind, label: say(`departure.kind.${kind}`) }))} />
          </Form.Item>
          <Form.Item name="reason" label={say('departure.reason')}>
            <Input maxLength={1000} />
          </Form.Item>
        </div>
        <Form.Item name="username" label={say('departure.typeUsername', { username: key })}>
          <Input autoComplete="off" spellCheck={false} />
        </Form.Item>
        {error && <ProblemAlert error={error} />}
      </Form>
    </Modal>
  );
}
