import type { Attachment } from '@zhiheng/contracts';
import { Timeline } from 'antd';
import { useSpeech } from '../app/language.tsx';
import type { Bilingual } from '../words/types.ts';
import { AttachmentList } from './attachment-list.tsx';
import { Moment } from './moment.tsx';

interface Act {
  at: string;
  by: string | null;
  note: string | null;
  accountability?: string | null;
  evidence: Attachment[];
}

/** What was done with a finding or an order, oldest first. */
export function Course<A extends Act>({ acts, wordsOf }: { acts: readonly A[]; wordsOf: (act: A) => Bilingual }) {
  const { say, pick } = useSpeech();
  return (
    <Timeline
      items={acts.map((one) => ({
        key: one.at,
        content: (
          <>
            <strong>{pick(wordsOf(one))}</strong> · {one.by ?? say('findings.system')} · <Moment at={one.at} />
            {one.note && <div>{one.note}</div>}
            {one.accountability && <div>{`${say('rectifications.accountability')}：${one.accountability}`}</div>}
            {one.evidence.length > 0 && <AttachmentList attachments={one.evidence} />}
          </>
        ),
      }))}
    />
  );
}
