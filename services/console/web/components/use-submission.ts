import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { RequestInput } from '@zhiheng/contracts';
import { App } from 'antd';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { submitRequest } from '../api/requests.ts';
import { useSay } from '../app/language.tsx';
import { newKey } from './request-input.ts';
import { useSettled } from './use-settled.ts';

/** A request on its way from a form: what of it is judged, whether it could be submitted, and its submission. */
export function useSubmission(input: RequestInput | undefined, send = submitRequest) {
  const say = useSay();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  // Typing a reason changes nothing that is judged: only what is judged is previewed, once the form has come to rest.
  const judged = useSettled(JSON.stringify(input && { ...input, reason: '·' }), 350);
  const [submittable, setSubmittable] = useState(false);
  const text = JSON.stringify(input);
  // Another content is another request; the same content is a retry.
  const key = useMemo(newKey, [text]);
  const { mutate, isPending, error } = useMutation({
    mutationFn: (wanted: RequestInput) => send(wanted, key),
    onSuccess: ({ id }) => {
      void message.success(say('new.submitted'));
      for (const list of ['requests', 'drafts']) void queries.invalidateQueries({ queryKey: [list] });
      void navigate(`/requests/${id}`);
    },
  });
  return {
    judged,
    submittable,
    setSubmittable,
    submit: () => input && mutate(input),
    pending: isPending,
    error,
  };
}
