import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Card, Form } from 'antd';
import { useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { submitRequest } from '../api/requests.ts';
import { useSay } from '../app/language.tsx';
import { useMe } from '../app/me.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { RequestForm } from '../components/request-form.tsx';
import { askedChanges, inputOf, newKey, type RequestValues } from '../components/request-input.ts';
import { RequestPreviewPane } from '../components/request-preview-pane.tsx';
import { useSettled } from '../components/use-settled.ts';

/** Asks for a role or its removal; beside the form stands what would become of it at this moment. */
export function NewRequestPage() {
  const say = useSay();
  const me = useMe();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [query] = useSearchParams();
  const [form] = Form.useForm<RequestValues>();
  const values = Form.useWatch([], form) as RequestValues | undefined;
  const input = useMemo(() => inputOf(values), [values]);
  // Typing a reason changes nothing that is judged: only what is judged is previewed, once the form has come to rest.
  const judged = useSettled(JSON.stringify(input && { ...input, reason: '·' }), 350);
  const [submittable, setSubmittable] = useState(false);
  const [coverNeeded, setCoverNeeded] = useState(false);
  const text = JSON.stringify(input);
  // Another content is another request; the same content is a retry.
  const key = useMemo(newKey, [text]);
  const { mutate, isPending, error } = useMutation({
    mutationFn: (wanted: NonNullable<typeof input>) => submitRequest(wanted, key),
    onSuccess: ({ id }) => {
      void message.success(say('new.submitted'));
      void queries.invalidateQueries({ queryKey: ['requests'] });
      void navigate(`/requests/${id}`);
    },
  });
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
            }}
            onSubmit={() => input && mutate(input)}
            submittable={submittable}
            coverNeeded={coverNeeded}
            pending={isPending}
            error={error}
          />
        </Card>
        <Card size="small" title={say('new.preview')} aria-live="polite">
          <RequestPreviewPane judged={judged} onSubmittable={setSubmittable} onCoverNeeded={setCoverNeeded} />
        </Card>
      </div>
    </>
  );
}
