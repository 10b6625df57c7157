import { Card, Form } from 'antd';
import dayjs from 'dayjs';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useSay } from '../app/language.tsx';
import { useMe } from '../app/me.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { RequestForm } from '../components/request-form.tsx';
import { askedChanges, inputOf, type RequestValues } from '../components/request-input.ts';
import { RequestPreviewPane } from '../components/request-preview-pane.tsx';
import { useSubmission } from '../components/use-submission.ts';

/** Asks for a role or its removal; beside the form stands what would become of it at this moment. */
export function NewRequestPage() {
  const say = useSay();
  const me = useMe();
  const [query] = useSearchParams();
  const [form] = Form.useForm<RequestValues>();
  const values = Form.useWatch([], form) as RequestValues | undefined;
  const submission = useSubmission(useMemo(() => inputOf(values), [values]));
  const [coverNeeded, setCoverNeeded] = useState(false);
  return (
    <>
      <PageHeading title={say('new.title')} lead={say('new.lead')} />
      <div className="columns">
        <Card size="small">
          <RequestForm
            form={form}
            me={me}
            initial={{
              change: askedChanges.find((change) => change === query.get('change')) ?? 'grant',
              beneficiary: query.get('beneficiary') ?? me.username,
              role: query.get('role') ?? undefined,
              unit: query.get('unit') ?? me.unit,
              rule: query.get('rule') ?? undefined,
              items: query.getAll('item'),
              compensatingControl: query.get('control') ?? undefined,
              validUntil: query.has('until') ? dayjs(query.get('until')) : undefined,
            }}
            onSubmit={submission.submit}
            submittable={submission.submittable}
            coverNeeded={coverNeeded}
            pending={submission.pending}
            error={submission.error}
          />
        </Card>
        <Card size="small" title={say('new.preview')} aria-live="polite">
          <RequestPreviewPane
            judged={submission.judged}
            onSubmittable={submission.setSubmittable}
            onCoverNeeded={setCoverNeeded}
          />
        </Card>
      </div>
    </>
  );
}
