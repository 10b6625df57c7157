import type { SuspensionPreview, Unit, UnitSuspension, UnitSuspensionInput } from '@zhiheng/contracts';
import { Alert, App, DatePicker, Form, Input, Table } from 'antd';
import type { Dayjs } from 'dayjs';
import { previewUnitSuspension, suspendUnit } from '../api/suspensions.ts';
import { useSpeech } from '../app/language.tsx';
import { ActDialog } from './act-dialog.tsx';
import { ActLosses } from './act-losses.tsx';
import { EffectsList } from './effects-list.tsx';
import { useList } from './lists.ts';
import { useNames } from './names.ts';
import { endOfDay } from './times.ts';

interface Values {
  keptUntil?: Dayjs | null;
  note?: string;
}

const inputOf = ({ keptUntil, note }: Values): UnitSuspensionInput => ({
  reason: 'outlet-agreement-ended',
  note: note?.trim() ?? '',
  ...(keptUntil ? { keptUntil: endOfDay(keptUntil.format('YYYY-MM-DD')) } : {}),
});

interface DialogProps {
  unit: Pick<Unit, 'code' | 'name'>;
  open: boolean;
  onClose: () => void;
}

/** Suspends everybody at a unit whose agreement has ended, after who that is has been seen and the unit’s code been typed. */
export function UnitSuspensionDialog({ unit: { code, name }, open, onClose }: DialogProps) {
  const { say, pick } = useSpeech();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  return (
    <ActDialog<Values, UnitSuspensionInput, SuspensionPreview, UnitSuspension>
      open={open}
      onClose={onClose}
      title={say('suspension.dialog', { name: pick(name) })}
      form={form}
      initial={{}}
      inputOf={inputOf}
      preview={{
        ask: (input) => previewUnitSuspension(code, input),
        show: ({ suspensions, losses }) => (
          <>
            <Affected suspensions={suspensions} />
            <ActLosses losses={losses} />
          </>
        ),
      }}
      confirm={{ text: code, label: say('suspension.typeUnit', { unit: code }) }}
      act={(input) => suspendUnit(code, input)}
      actWords={say('suspension.submitUnit')}
      danger
      onDone={({ suspensions }) => void message.success(say('suspension.doneUnit', { count: suspensions.length }))}
    >
      <Alert type="warning" showIcon className="panel" title={say('suspension.unitWarning')} />
      <Form.Item name="keptUntil" label={say('suspension.keptUntil')} extra={say('suspension.keptUntilHint')}>
        <DatePicker style={{ width: '50%' }} />
      </Form.Item>
      <Form.Item
        name="note"
        label={say('suspension.note')}
        rules={[{ required: true, whitespace: true, message: say('new.needReason') }]}
      >
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
    </ActDialog>
  );
}

type Row = SuspensionPreview['suspensions'][number];

function Affected({ suspensions }: Pick<SuspensionPreview, 'suspensions'>) {
  const { say } = useSpeech();
  const list = useList();
  const { unitName } = useNames();
  return (
    <Table<Row>
      size="small"
      rowKey="person"
      aria-label={say('suspension.affected', { count: suspensions.length })}
      title={() => <strong>{say('suspension.affected', { count: suspensions.length })}</strong>}
      pagination={suspensions.length > 20 ? { pageSize: 20 } : false}
      dataSource={[...suspensions]}
      expandable={{ expandedRowRender: ({ effects }) => <EffectsList effects={effects} /> }}
      columns={[
        {
          title: say('person'),
          key: 'person',
          render: (_, { name, username }) => `${name} ${username ?? ''}`,
        },
        { title: say('unit'), key: 'unit', render: (_, { unit }) => unitName(unit) },
        { title: say('suspension.grants'), key: 'grants', render: (_, { effects }) => effects.grants.length },
        { title: say('suspension.openCases'), key: 'cases', render: (_, { effects }) => effects.openCases.length },
        {
          title: say('suspension.confirmers'),
          key: 'confirmedBy',
          render: (_, { confirmedBy }) => list(confirmedBy) || say('none'),
        },
      ]}
    />
  );
}
