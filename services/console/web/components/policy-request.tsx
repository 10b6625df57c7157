import type { RequestInput } from '@zhiheng/contracts';
import { Button, Card, Form, type FormInstance, Input } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { useSay } from '../app/language.tsx';
import { CoverFields } from './cover-fields.tsx';
import { type CoverValues, coverPlanOf } from './cover-input.ts';
import type { CureInput } from './cure-choice.tsx';
import { PageHeading } from './page-heading.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { RequestPreviewPane } from './request-preview-pane.tsx';
import { useSubmission } from './use-submission.ts';

interface PolicyRequestProps<Values> {
  title: string;
  lead: string;
  form: FormInstance<Values>;
  initial: Values;
  /** What is asked for; undefined while the form is not whole. Must stay the same function. */
  inputOf: (values: Values | undefined) => RequestInput | undefined;
  /** Said beside the form while there is nothing to judge. */
  hint?: string;
  /** What is asked beside the reason. */
  children?: ReactNode;
  /** What else is shown beside the form, from what it holds and what is to end with it. */
  further?: (values: Values | undefined, cure: CureInput) => ReactNode;
}

/** Asks for a change of the policy: the form, and beside it what the change would do to everybody at this moment. */
export function PolicyRequest<Values extends object>({
  title,
  lead,
  form,
  initial,
  inputOf,
  hint,
  children,
  further,
}: PolicyRequestProps<Values>) {
  const say = useSay();
  const values = Form.useWatch([], form) as Values | undefined;
  const [cure, setCure] = useState<CureInput>([]);
  const [coverNeeded, setCoverNeeded] = useState(false);
  const input = useMemo(() => {
    const asked = inputOf(values);
    return asked && cure.length > 0 ? { ...asked, cure, ...coverPlanOf(values as CoverValues) } : asked;
  }, [inputOf, values, cure]);
  const { judged, submittable, setSubmittable, submit, pending, error } = useSubmission(input);
  return (
    <>
      <PageHeading title={title} lead={lead} />
      <div className="columns">
        <Card size="small">
          <Form<Values> form={form} layout="vertical" initialValues={initial} onFinish={submit} scrollToFirstError>
            {children}
            {cure.length > 0 && <CoverFields needed={coverNeeded} />}
            <Form.Item
              name="reason"
              label={say('reason')}
              rules={[{ required: true, whitespace: true, message: say('new.needReason') }]}
            >
              <Input.TextArea rows={2} maxLength={1000} />
            </Form.Item>
            {error && (
              <div className="panel">
                <ProblemAlert error={error} />
              </div>
            )}
            <Button type="primary" htmlType="submit" disabled={!submittable || !input} loading={pending}>
              {say('new.submit')}
            </Button>
          </Form>
        </Card>
        <div className="beside">
          <Card size="small" title={say('new.preview')} aria-live="polite">
            <RequestPreviewPane
              judged={judged}
              onSubmittable={setSubmittable}
              onCoverNeeded={setCoverNeeded}
              cure={{ chosen: cure, onChange: setCure }}
              {...(hint ? { hint } : {})}
            />
          </Card>
          {further?.(values, cure)}
        </div>
      </div>
    </>
  );
}
