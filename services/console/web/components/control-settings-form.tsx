import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ControlSettings, ControlSettingsInForce } from '@zhiheng/contracts';
import { Alert, App, Button, Card, Flex, Form, Input, InputNumber, Select, Switch } from 'antd';
import { Link } from 'react-router';
import { previewSettings, proposeSettings } from '../api/control-settings.ts';
import { useSay } from '../app/language.tsx';
import { DoubtRuleFields } from './doubt-rule-fields.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { ReportSettings } from './report-settings.tsx';
import { RuleSettings } from './rule-settings.tsx';
import { SettingDifferences } from './setting-differences.tsx';
import { type SettingField, settingFields } from './setting-fields.ts';
import { EscalationFields, QuestionFields } from './setting-lists.tsx';

/** The settings that apply; what is changed in them is previewed and put to the leadership. */
export function ControlSettingsForm({ present }: { present: ControlSettingsInForce }) {
  const say = useSay();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<ControlSettings>();
  const [reasonForm] = Form.useForm<{ reason: string }>();
  const { version, settings, pending, mayPropose } = present;
  // Also what this form has no field for.
  const wanted = (): ControlSettings => form.getFieldsValue(true);
  const preview = useMutation({ mutationFn: async () => previewSettings(wanted()) });
  const propose = useMutation({
    mutationFn: ({ reason }: { reason: string }) =>
      proposeSettings({ version, settings: wanted(), reason: reason.trim() }),
    onSuccess: () => {
      void message.success(say('controlSettings.proposed'));
      preview.reset();
      void queries.invalidateQueries({ queryKey: ['control-settings'] });
    },
  });
  const differences = preview.data?.differences;
  return (
    <>
      {pending && (
        <Alert
          className="panel"
          type="info"
          showIcon
          title={say('controlSettings.pending')}
          action={<Link to={`/control-approvals/${pending}`}>{say('controlSettings.toApproval')}</Link>}
        />
      )}
      <Form<ControlSettings>
        form={form}
        layout="vertical"
        disabled={!mayPropose || pending !== null || propose.isPending}
        initialValues={settings}
        onValuesChange={() => preview.reset()}
        onFinish={() => preview.mutate()}
      >
        <Part part="selfCheck">
          <Form.Item name={['selfCheck', 'remindWorkingDays']} label={say('controlSettings.remindWorkingDays')}>
            <Select
              mode="multiple"
              options={Array.from({ length: 20 }, (_, index) => ({ value: index + 1, label: String(index + 1) }))}
            />
          </Form.Item>
          <EscalationFields part="selfCheck" />
        </Part>
        <Card size="small" className="panel" title={say('controlSettings.questions')}>
          <QuestionFields />
        </Card>
        <Part part="sampling" />
        <Part part="rectification">
          <EscalationFields part="rectification" />
        </Part>
        <Part part="doubts">
          <EscalationFields part="doubts" />
          <DoubtRuleFields />
        </Part>
        <ReportSettings />
        <Card size="small" className="panel" title={say('controlSettings.rules')}>
          <RuleSettings rules={settings.rules} />
        </Card>
        {mayPropose && (
          <Button htmlType="submit" loading={preview.isPending}>
            {say('controlSettings.preview')}
          </Button>
        )}
      </Form>
      <div aria-live="polite">
        {(preview.error ?? propose.error) && <ProblemAlert error={preview.error ?? propose.error} />}
        {differences?.length === 0 && <Alert className="panel" type="info" title={say('controlSettings.nothing')} />}
        {differences !== undefined && differences.length > 0 && (
          <Card size="small" className="panel" title={say('controlSettings.differences')}>
            <SettingDifferences differences={differences} />
            <Form form={reasonForm} layout="vertical" onFinish={(values) => propose.mutate(values)}>
              <Form.Item
                name="reason"
                label={say('reason')}
                rules={[{ required: true, whitespace: true, message: say('new.needReason') }]}
              >
                <Input maxLength={1000} />
              </Form.Item>
              <Button type="primary" htmlType="submit" loading={propose.isPending}>
                {say('controlSettings.propose')}
              </Button>
            </Form>
          </Card>
        )}
      </div>
    </>
  );
}

function Part({ part, children }: { part: keyof typeof settingFields; children?: React.ReactNode }) {
  const say = useSay();
  return (
    <Card size="small" className="panel" title={say(`controlSettings.${part}`)}>
      <Flex gap={12} wrap>
        {settingFields[part].map((field) => (
          <Field key={field.path.join('/')} field={field} />
        ))}
      </Flex>
      {children}
    </Card>
  );
}

/** Shares are kept as parts of one and shown in percent, money kept in fen and shown in yuan. */
const scales = { whole: 1, percent: 0.01, yuan: 100, switch: 1 } as const;

function Field({ field: { path, label, kind, min, max, optional } }: { field: SettingField }) {
  const say = useSay();
  if (kind === 'switch')
    return (
      <Form.Item name={[...path]} label={say(label)} valuePropName="checked" style={{ width: 220 }}>
        <Switch />
      </Form.Item>
    );
  const scale = scales[kind];
  const exact = (value: number) => Math.round(value * 1e6) / 1e6;
  return (
    <Form.Item
      name={[...path]}
      label={say(label)}
      style={{ width: 220 }}
      rules={optional ? [] : [{ required: true, message: say('mySignIns.needed') }]}
      getValueProps={(value: number | null) => ({ value: value === null ? null : exact(value / scale) })}
      normalize={(value: number | null) => (value === null ? null : exact(value * scale))}
    >
      <InputNumber
        min={min ?? 0}
        {...(kind === 'percent' ? { max: 100 } : max === undefined ? {} : { max })}
        {...(kind === 'whole' ? { precision: 0 } : {})}
        style={{ width: '100%' }}
      />
    </Form.Item>
  );
}
