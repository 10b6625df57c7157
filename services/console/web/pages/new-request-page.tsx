import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { RequestDraft, RequestInput } from '@zhiheng/contracts';
import { App, Card, Form } from 'antd';
import dayjs from 'dayjs';
import { useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { createDraft, draftQuery, saveDraft, submitDraft } from '../api/drafts.ts';
import { useSay } from '../app/language.tsx';
import { useMe } from '../app/me.tsx';
import { draftOf, valuesOfDraft } from '../components/draft-input.ts';
import { DraftsList } from '../components/drafts-list.tsx';
import { Loaded } from '../components/loaded.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { RequestForm } from '../components/request-form.tsx';
import { askedChanges, inputOf, type RequestValues } from '../components/request-input.ts';
import { RequestPreviewPane } from '../components/request-preview-pane.tsx';
import { useRetryKey } from '../components/use-retry-key.ts';
import { useSubmission } from '../components/use-submission.ts';

/** Asks for a role or its removal, anew or by going on with a draft. */
export function NewRequestPage() {
  const say = useSay();
  const me = useMe();
  const [query] = useSearchParams();
  const draft = query.get('draft');
  const initial: RequestValues = {
    change: askedChanges.find((change) => change === query.get('change')) ?? 'grant',
    beneficiary: query.get('beneficiary') ?? me.username,
    role: query.get('role') ?? undefined,
    unit: query.get('unit') ?? me.unit,
    rule: query.get('rule') ?? undefined,
    items: query.getAll('item'),
    compensatingControl: query.get('control') ?? undefined,
    validUntil: query.has('until') ? dayjs(query.get('until')) : undefined,
  };
  return (
    <>
      <PageHeading title={say('new.title')} lead={say('new.lead')} />
      {draft ? <GoingOn key={draft} id={draft} /> : <Asking initial={initial} />}
      <DraftsList />
    </>
  );
}

function GoingOn({ id }: { id: string }) {
  const query = useQuery(draftQuery(id));
  return <Loaded query={query}>{(draft) => <Asking draft={draft} initial={valuesOfDraft(draft.content)} />}</Loaded>;
}

/** The form; beside it stands what would become of it at this moment. */
function Asking({ draft, initial }: { draft?: RequestDraft; initial: RequestValues }) {
  const say = useSay();
  const me = useMe();
  const [form] = Form.useForm<RequestValues>();
  const values = Form.useWatch([], form) as RequestValues | undefined;
  const id = draft?.id;
  const input = useMemo(() => inputOf(values), [values]);
  const submission = useSubmission(input, id === undefined ? undefined : (wanted) => submitSaved(id, wanted));
  const [coverNeeded, setCoverNeeded] = useState(false);
  const keeping = useKeeping(id);
  return (
    <div className="columns panel">
      <Card size="small">
        <RequestForm
          form={form}
          me={me}
          initial={initial}
          onSubmit={submission.submit}
          submittable={submission.submittable}
          coverNeeded={coverNeeded}
          pending={submission.pending}
          error={submission.error ?? keeping.error}
          onKeep={() => values && keeping.mutate(values)}
          keeping={keeping.isPending}
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
  );
}

/** What is submitted is what is typed, and the draft goes with it. */
const submitSaved = async (id: string, wanted: RequestInput) => {
  await saveDraft(id, wanted);
  return submitDraft(id);
};

function useKeeping(id: string | undefined) {
  const say = useSay();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { keyOf, answered } = useRetryKey();
  return useMutation({
    mutationFn: (values: RequestValues) => {
      const content = draftOf(values);
      return id === undefined ? createDraft(content, keyOf(content)) : saveDraft(id, content);
    },
    onSuccess: (draft) => {
      answered();
      void message.success(say('drafts.saved'));
      queries.setQueryData(draftQuery(draft.id).queryKey, draft);
      void queries.invalidateQueries({ queryKey: ['drafts'] });
      void navigate(`/requests/new?draft=${draft.id}`, { replace: true });
    },
  });
}
