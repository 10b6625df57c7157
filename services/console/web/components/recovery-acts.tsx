import { deductionSources, type Me, type RecoveryDetail, recoveryLineKinds } from '@zhiheng/contracts';
import { App, Button, DatePicker, Form, Input, InputNumber, Select, Space } from 'antd';
import type { Dayjs } from 'dayjs';
import { type ReactNode, useState } from 'react';
import {
  askWriteOff,
  decideRecovery,
  type Movement,
  orderRecovery,
  type PlanInput,
  proposePlan,
  recordMovement,
  transferRecovery,
  type Verdict,
} from '../api/recoveries.ts';
import { useSpeech } from '../app/language.tsx';
import { useMe } from '../app/me.tsx';
import { ActDialog } from './act-dialog.tsx';
import { useRetryKey } from './use-retry-key.ts';

/** Whether some permission of theirs is this duty on recoveries. It only decides what is shown. */
const holds = ({ permissions }: Me, duty: string): boolean =>
  permissions.some(
    ({ action, resource, items }) =>
      action === duty && resource === 'case' && (!items || items.includes('overpayment-recovery')),
  );

/** What may be done to a recovery where it stands, by whoever has the duty. */
export function RecoveryActs({ recovery }: { recovery: RecoveryDetail }) {
  const me = useMe();
  const { state, transferredAt } = recovery;
  return (
    <Space wrap className="no-print">
      {state === 'opened' && holds(me, 'handle') && <Order recovery={recovery} />}
      {state === 'to-review' && holds(me, 'review') && <Decide recovery={recovery} duty="review" />}
      {state === 'to-approve' && holds(me, 'approve') && <Decide recovery={recovery} duty="approve" />}
      {state === 'ordered' && holds(me, 'handle') && (
        <>
          <Pay recovery={recovery} />
          <Plan recovery={recovery} />
          <WriteOff recovery={recovery} />
        </>
      )}
      {state === 'ordered' && !transferredAt && holds(me, 'approve') && <Transfer recovery={recovery} />}
    </Space>
  );
}

interface Of {
  recovery: RecoveryDetail;
}

/** A button whose dialog asks what an act needs. */
function Act<Values extends object, Input extends object>({
  words,
  initial = {},
  inputOf,
  act,
  children,
}: {
  words: string;
  initial?: Partial<Values>;
  inputOf: (values: Values) => Input | undefined;
  act: (input: Input) => Promise<RecoveryDetail>;
  children: ReactNode;
}) {
  const { say } = useSpeech();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Values>();
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words}</Button>
      <ActDialog<Values, Input, never, RecoveryDetail>
        open={open}
        onClose={() => setOpen(false)}
        title={words}
        form={form}
        initial={initial}
        inputOf={inputOf}
        act={act}
        actWords={words}
        onDone={() => void message.success(say('recovery.done'))}
      >
        {children}
      </ActDialog>
    </>
  );
}

function useNeeded() {
  const { say } = useSpeech();
  return [{ required: true, message: say('recovery.need') }];
}

const dayOf = (day: Dayjs): string => day.format('YYYY-MM-DD');
/** Yuan as typed, in whole fen. */
const fenOf = (yuan: number): number => Math.round(yuan * 100);

function Yuan({ name, most }: { name: string | (string | number)[]; most: number }) {
  const { say } = useSpeech();
  return (
    <Form.Item name={name} label={say('recovery.yuan')} rules={useNeeded()}>
      <InputNumber min={0.01} max={most / 100} precision={2} style={{ width: '100%' }} />
    </Form.Item>
  );
}

function Order({ recovery: { id } }: Of) {
  const { say } = useSpeech();
  return (
    <Act<{ dueOn?: Dayjs }, { dueOn: string }>
      words={say('recovery.order')}
      inputOf={({ dueOn }) => dueOn && { dueOn: dayOf(dueOn) }}
      act={(input) => orderRecovery(id, input)}
    >
      <Form.Item name="dueOn" label={say('recovery.dueOn')} rules={useNeeded()}>
        <DatePicker style={{ width: '100%' }} />
      </Form.Item>
    </Act>
  );
}

function Decide({ recovery: { id }, duty }: Of & Pick<Verdict, 'duty'>) {
  const { say } = useSpeech();
  const verdicts = ['agree', 'return', 'cancel'] as const;
  return (
    <Act<{ verdict: Verdict['verdict']; comment?: string }, Verdict>
      words={say(`recovery.${duty}`)}
      initial={{ verdict: 'agree' }}
      inputOf={({ verdict, comment }) => ({
        duty,
        verdict,
        ...(comment?.trim() ? { comment: comment.trim() } : {}),
      })}
      act={(input) => decideRecovery(id, input)}
    >
      <Form.Item name="verdict" label={say('recovery.verdict')} rules={useNeeded()}>
        <Select options={verdicts.map((value) => ({ value, label: say(`recovery.verdict.${value}`) }))} />
      </Form.Item>
      <Form.Item name="comment" label={say('recovery.opinion')}>
        <Input.TextArea maxLength={2000} rows={3} />
      </Form.Item>
    </Act>
  );
}

interface PayValues {
  kind: Movement['kind'];
  yuan?: number;
  reference?: string;
  settledOn?: Dayjs;
  deductedFrom?: Movement['deductedFrom'];
  note?: string;
}

function Pay({ recovery: { id, outstandingFen } }: Of) {
  const { say, pick } = useSpeech();
  const needed = useNeeded();
  const sources = ['benefit', 'account'] as const;
  return (
    <Act<PayValues, Movement>
      words={say('recovery.pay')}
      initial={{ kind: 'received' }}
      inputOf={({ kind, yuan, reference, settledOn, deductedFrom, note }) =>
        yuan && reference && settledOn
          ? {
              kind,
              amountFen: fenOf(yuan),
              reference: reference.trim(),
              settledOn: dayOf(settledOn),
              ...(kind === 'deducted' ? { deductedFrom: deductedFrom ?? 'benefit' } : {}),
              ...(note?.trim() ? { note: note.trim() } : {}),
            }
          : undefined
      }
      act={(input) => recordMovement(id, input)}
    >
      <div className="pair">
        <Form.Item name="kind" label={say('recovery.line.kind')} rules={needed}>
          <Select
            options={(['received', 'deducted'] as const).map((value) => ({
              value,
              label: pick(recoveryLineKinds[value]),
            }))}
          />
        </Form.Item>
        <Yuan name="yuan" most={outstandingFen} />
      </div>
      <div className="pair">
        <Form.Item name="reference" label={say('recovery.line.reference')} rules={needed}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="settledOn" label={say('recovery.line.settledOn')} rules={needed}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
      </div>
      <Form.Item noStyle shouldUpdate={(before: PayValues, after: PayValues) => before.kind !== after.kind}>
        {({ getFieldValue }) =>
          getFieldValue('kind') === 'deducted' && (
            <Form.Item name="deductedFrom" label={say('recovery.deductedFrom')} rules={needed}>
              <Select options={sources.map((value) => ({ value, label: pick(deductionSources[value]) }))} />
            </Form.Item>
          )
        }
      </Form.Item>
      <Form.Item name="note" label={say('recovery.line.note')}>
        <Input maxLength={2000} />
      </Form.Item>
    </Act>
  );
}

interface PlanValues {
  instalments?: { dueOn?: Dayjs; yuan?: number }[];
}

function Plan({ recovery: { id, outstandingFen } }: Of) {
  const { say } = useSpeech();
  const { keyOf, answered } = useRetryKey();
  return (
    <Act<PlanValues, PlanInput>
      words={say('recovery.plan')}
      initial={{ instalments: [{ yuan: outstandingFen / 100 }] }}
      inputOf={({ instalments = [] }) => {
        const whole = instalments.flatMap(({ dueOn, yuan } = {}) =>
          dueOn && yuan ? [{ dueOn: dayOf(dueOn), amountFen: fenOf(yuan) }] : [],
        );
        return whole.length === instalments.length ? { instalments: whole } : undefined;
      }}
      act={async (input) => {
        const done = await proposePlan(id, input, keyOf(input));
        answered();
        return done;
      }}
    >
      <Form.List name="instalments">
        {(fields, { add }) => (
          <>
            {fields.map(({ key, name }) => (
              <div className="pair" key={key}>
                <Form.Item name={[name, 'dueOn']} label={`${say('recovery.instalment')} ${name + 1}`}>
                  <DatePicker style={{ width: '100%' }} />
                </Form.Item>
                <Yuan name={[name, 'yuan']} most={outstandingFen} />
              </div>
            ))}
            <Button size="small" onClick={() => add({})}>
              {say('recovery.instalmentAdd')}
            </Button>
          </>
        )}
      </Form.List>
    </Act>
  );
}

function WriteOff({ recovery: { id, outstandingFen } }: Of) {
  const { say } = useSpeech();
  return (
    <Act<{ yuan?: number; reason?: string }, { amountFen: number; reason: string }>
      words={say('recovery.writeOff')}
      inputOf={({ yuan, reason }) =>
        yuan && reason?.trim() ? { amountFen: fenOf(yuan), reason: reason.trim() } : undefined
      }
      act={(input) => askWriteOff(id, input)}
    >
      <p className="muted">{say('recovery.writeOffWarning')}</p>
      <Yuan name="yuan" most={outstandingFen} />
      <Form.Item name="reason" label={say('reason')} rules={useNeeded()}>
        <Input.TextArea maxLength={1000} rows={3} />
      </Form.Item>
    </Act>
  );
}

function Transfer({ recovery: { id } }: Of) {
  const { say } = useSpeech();
  const needed = useNeeded();
  return (
    <Act<{ authority?: string; reason?: string }, { authority: string; reason: string }>
      words={say('recovery.transfer')}
      inputOf={({ authority, reason }) =>
        authority?.trim() && reason?.trim() ? { authority: authority.trim(), reason: reason.trim() } : undefined
      }
      act={(input) => transferRecovery(id, input)}
    >
      <Form.Item name="authority" label={say('recovery.authority')} rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="reason" label={say('reason')} rules={needed}>
        <Input.TextArea maxLength={2000} rows={3} />
      </Form.Item>
    </Act>
  );
}
