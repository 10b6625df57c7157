import { useQuery } from '@tanstack/react-query';
import {
  type Person,
  type SuspensionInput,
  type SuspensionPreview,
  type SuspensionReason,
  suspensionReasons,
} from '@zhiheng/contracts';
import { Alert, App, DatePicker, Form, Input, Radio, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { grantsQuery } from '../api/people.ts';
import { previewSuspension, suspend } from '../api/suspensions.ts';
import { useSpeech } from '../app/language.tsx';
import { ActDialog } from './act-dialog.tsx';
import { ActLosses } from './act-losses.tsx';
import { EffectsList } from './effects-list.tsx';
import { useList } from './lists.ts';
import { useNames } from './names.ts';
import { endOfDay } from './times.ts';

interface Values {
  reason?: SuspensionReason;
  scope: 'everything' | 'grants';
  grants?: string[];
  keptUntil?: Dayjs | null;
  note?: string;
}

function inputOf({ reason, scope, grants = [], keptUntil, note }: Values): SuspensionInput | undefined {
  if (!reason || (scope === 'grants' && grants.length === 0)) return undefined;
  return {
    reason,
    note: note?.trim() ?? '',
    ...(scope === 'grants' ? { grants } : {}),
    ...(keptUntil ? { keptUntil: endOfDay(keptUntil.format('YYYY-MM-DD')) } : {}),
  };
}

/** Suspends somebody at once, all of what they hold or some grants, after what that does has been seen. */
export function SuspensionDialog({ person, open, onClose }: { person: Person; open: boolean; onClose: () => void }) {
  const { say, pick } = useSpeech();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const scope = Form.useWatch('scope', form);
  const key = person.username ?? person.id;
  return (
    <ActDialog<Values, SuspensionInput, SuspensionPreview>
      open={open}
      onClose={onClose}
      title={say('suspension.dialog', { name: person.name })}
      form={form}
      initial={{ scope: 'everything' }}
      inputOf={inputOf}
      preview={{ ask: (input) => previewSuspension(key, input), show: (preview) => <Outcome preview={preview} /> }}
      act={(input) => suspend(key, input)}
      actWords={say('suspension.submit')}
      danger
      onDone={() => void message.success(say('suspension.done'))}
    >
      <Alert type="warning" showIcon className="panel" title={say('suspension.warning')} />
      <div className="pair">
        <Form.Item
          name="reason"
          label={say('suspension.reason')}
          rules={[{ required: true, message: say('suspension.needReason') }]}
        >
          <Select
            options={Object.entries(suspensionReasons).map(([value, words]) => ({ value, label: pick(words) }))}
          />
        </Form.Item>
        <Form.Item name="keptUntil" label={say('suspension.keptUntil')} extra={say('suspension.keptUntilHint')}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
      </div>
      <Form.Item name="scope" label={say('suspension.scope')}>
        <Radio.Group
          options={[
            { value: 'everything', label: say('suspension.scope.everything') },
            { value: 'grants', label: say('suspension.scope.grants') },
          ]}
        />
      </Form.Item>
      {scope === 'grants' && <GrantChoice person={person.id} />}
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

function GrantChoice({ person }: { person: string }) {
  const { say } = useSpeech();
  const { roleName, unitName } = useNames();
  const { data: grants = [], isLoading } = useQuery(grantsQuery(person));
  const open = grants.filter(({ state }) => state === 'active' || state === 'planned');
  return (
    <Form.Item
      name="grants"
      label={say('suspension.grants')}
      rules={[{ required: true, message: say('suspension.needGrants') }]}
    >
      <Select
        mode="multiple"
        loading={isLoading}
        showSearch={{ optionFilterProp: 'label' }}
        options={open.map(({ id, role, unit }) => ({
          value: id,
          label: say('conflict.withRole', { role: roleName(role), unit: unitName(unit) }),
        }))}
      />
    </Form.Item>
  );
}

function Outcome({ preview: { suspensions, losses } }: { preview: SuspensionPreview }) {
  const { say } = useSpeech();
  const list = useList();
  return (
    <>
      {suspensions.map(({ person, effects, confirmedBy }) => (
        <div key={person}>
          <EffectsList effects={effects} />
          <p>{say('suspension.confirmedBy', { people: list(confirmedBy) || say('none') })}</p>
        </div>
      ))}
      <ActLosses losses={losses} />
    </>
  );
}
