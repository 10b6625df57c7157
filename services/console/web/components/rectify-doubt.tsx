import { type DoubtDetail, type DoubtRectificationInput, doubtActs } from '@zhiheng/contracts';
import { App, Button, Form } from 'antd';
import { useState } from 'react';
import { rectifyDoubt } from '../api/doubts.ts';
import { useSpeech } from '../app/language.tsx';
import { ActDialog } from './act-dialog.tsx';
import { FindingFields } from './finding-fields.tsx';
import { useRetryKey } from './use-retry-key.ts';

/** Raises a finding of a confirmed doubt; its unit, item, case and amount are the doubt's. */
export function RectifyDoubtButton({ doubt: { id, severity } }: { doubt: DoubtDetail }) {
  const { say, pick } = useSpeech();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Partial<DoubtRectificationInput>>();
  const retry = useRetryKey();
  return (
    <>
      <Button onClick={() => setOpen(true)}>{pick(doubtActs.rectify)}</Button>
      <ActDialog<Partial<DoubtRectificationInput>, DoubtRectificationInput, never, DoubtDetail>
        open={open}
        onClose={() => setOpen(false)}
        title={pick(doubtActs.rectify)}
        form={form}
        initial={{ dimension: 'procedure', nature: 'violation', riskLevel: severity }}
        inputOf={inputFrom}
        act={(input) => rectifyDoubt(id, input, retry.keyOf(input))}
        actWords={pick(doubtActs.rectify)}
        onDone={() => {
          retry.answered();
          void message.success(say('findings.recorded'));
        }}
      >
        <FindingFields />
      </ActDialog>
    </>
  );
}

function inputFrom({ dimension, nature, riskLevel, description, basis }: Partial<DoubtRectificationInput>) {
  if (!dimension || !nature || !riskLevel) return undefined;
  return { dimension, nature, riskLevel, description: description?.trim() ?? '', basis: basis?.trim() ?? '' };
}
