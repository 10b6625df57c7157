import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SelfCheckFormDocument } from '@zhiheng/contracts';
import { Alert, App, Button, Card, Flex, Form, Input, InputNumber, Popconfirm, Tag } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { returnSelfCheck, saveSelfCheckDraft, selfCheckFormQuery, signSelfCheck } from '../api/self-checks.ts';
import { useSpeech } from '../app/language.tsx';
import { Loaded } from '../components/loaded.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { ReasonedAct } from '../components/reasoned-act.tsx';
import { SelfCheckEntryFields } from '../components/self-check-entry.tsx';
import { SelfCheckFigures } from '../components/self-check-figures.tsx';
import { type DraftValues, draftOf, valuesOf } from '../components/self-check-values.ts';
import { dueText, instantText } from '../components/times.ts';
import { wordsOf } from '../words/codes.ts';

/** The form of a section's self-check: what the system knows, the draft, the signature. */
export function SelfCheckFormPage() {
  const { id = '' } = useParams();
  const query = useQuery(selfCheckFormQuery(id));
  return <Loaded query={query}>{(check) => <Shown key={`${check.revision} ${check.state}`} check={check} />}</Loaded>;
}

function Shown({ check }: { check: SelfCheckFormDocument }) {
  const { say, pick } = useSpeech();
  const { id, unit, unitName, month, state, overdue, dueAt, returns, draftedBy, draftedAt, raised, mayReturn } = check;
  const shown = overdue ? 'overdue' : state;
  return (
    <>
      <PageHeading
        title={`${say('selfCheck.form')} ${unitName ? pick(unitName) : unit} ${month}`}
        lead={`${say('selfCheck.due')} ${dueText(dueAt)}`}
        extra={<Button onClick={() => window.print()}>{say('ledger.print')}</Button>}
      />
      <Flex gap={12} align="center" className="panel">
        <Tag color={overdue ? 'red' : state === 'open' ? 'blue' : 'green'}>{say(`selfCheck.state.${shown}`)}</Tag>
        {draftedBy && draftedAt && say('selfCheck.draftedBy', { by: draftedBy, at: instantText(draftedAt) })}
        {mayReturn && (
          <ReasonedAct
            words={say('selfCheck.return')}
            warning={say('selfCheck.returnWarning')}
            act={(reason) => returnSelfCheck(id, reason)}
            done={() => say('selfCheck.returned')}
          />
        )}
      </Flex>
      {returns.map(({ reason, returnedBy, returnedAt }) => (
        <Alert
          key={returnedAt}
          className="panel"
          type="warning"
          showIcon
          title={say('selfCheck.wasReturned', { by: returnedBy ?? '—', at: instantText(returnedAt) })}
          description={reason}
        />
      ))}
      {Object.keys(raised).length > 0 && (
        <Alert
          className="panel"
          type="info"
          title={say('selfCheck.raised', { count: Object.keys(raised).length })}
          action={<Link to={`/findings?source=self-check&about=${id}`}>{say('selfCheck.toFindings')}</Link>}
        />
      )}
      <SelfCheckFigures figures={check.sectionFigures} unit={unit} />
      <FormCard check={check} />
    </>
  );
}

function FormCard({ check }: { check: SelfCheckFormDocument }) {
  const { say } = useSpeech();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<DraftValues>();
  const [changed, setChanged] = useState(false);
  const { id, revision, missing, mayFill, mayComplete } = check;
  const save = useMutation({
    mutationFn: () => saveSelfCheckDraft(id, { revision, draft: draftOf(form.getFieldsValue(true)) }),
    onSuccess: (next) => {
      void message.success(say('selfCheck.saved'));
      queries.setQueryData(selfCheckFormQuery(id).queryKey, next);
    },
  });
  const sign = useMutation({
    mutationFn: () => signSelfCheck(id, revision),
    onSuccess: () => {
      void message.success(say('selfCheck.completed'));
      void queries.invalidateQueries({ queryKey: ['self-checks'] });
    },
  });
  const error = save.error ?? sign.error;
  return (
    <Card size="small" className="panel" title={say('selfCheck.checklist')}>
      <Form<DraftValues>
        form={form}
        layout="vertical"
        disabled={!mayFill || save.isPending}
        initialValues={valuesOf(check)}
        onValuesChange={() => setChanged(true)}
        onFinish={() => save.mutate()}
      >
        <Entries check={check} />
        <Flex gap={12} wrap>
          <Form.Item name="checkedOwn" label={say('selfCheck.checkedOwn')}>
            <InputNumber min={0} precision={0} />
          </Form.Item>
          <Form.Item name="checkedOthers" label={say('selfCheck.checkedOthers')}>
            <InputNumber min={0} precision={0} />
          </Form.Item>
          <Form.Item name="remark" label={say('selfCheck.remark')}>
            <Input maxLength={2000} style={{ width: 360 }} />
          </Form.Item>
        </Flex>
        <div aria-live="polite">{error && <ProblemAlert error={error} />}</div>
        <Flex gap={8} align="center">
          {mayFill && (
            <Button htmlType="submit" loading={save.isPending}>
              {say('selfCheck.save')}
            </Button>
          )}
          {mayComplete && (
            <Popconfirm
              title={say('selfCheck.signQuestion')}
              okText={say('selfCheck.sign')}
              cancelText={say('cancel')}
              onConfirm={() => sign.mutate()}
            >
              <Button
                type="primary"
                disabled={changed || revision === 0 || missing.length > 0}
                loading={sign.isPending}
              >
                {say('selfCheck.sign')}
              </Button>
            </Popconfirm>
          )}
          {mayFill && missing.length > 0 && (
            <span className="muted">{say('selfCheck.missing', { count: missing.length })}</span>
          )}
        </Flex>
      </Form>
    </Card>
  );
}

function Entries({ check: { form } }: { check: SelfCheckFormDocument }) {
  const { pick } = useSpeech();
  const all = form.groups.flatMap(({ items }) => items);
  return valuesOf({ form, draft: null }).entries.map(({ question, group }, index) => {
    const text = form.questions.find(({ id }) => id === question)?.text ?? { zh: question, en: question };
    const of = group === null ? '' : `${pick(wordsOf('insurances', group))} · `;
    const items = group === null ? all : (form.groups.find((one) => one.group === group)?.items ?? []);
    return (
      <SelfCheckEntryFields key={`${question} ${group}`} index={index} label={`${of}${pick(text)}`} items={items} />
    );
  });
}
