import type { FindingDetail } from '@zhiheng/contracts';
import { Space } from 'antd';
import { moveFinding } from '../api/findings.ts';
import { useSay } from '../app/language.tsx';
import { type Filled, FormAct } from './form-act.tsx';

/** What I may do with a finding, a button each. */
export function FindingActs({ finding }: { finding: FindingDetail }) {
  const say = useSay();
  const { id, may } = finding;
  const why = ({ note }: Filled) => (note === undefined ? {} : { reason: note });
  const must = ({ note = '' }: Filled) => ({ reason: note });
  const acts = {
    'feed-back': <FormAct words={say('findings.feedBack')} act={() => moveFinding(id, 'feedback', {})} />,
    accept: <FormAct words={say('findings.accept')} act={() => moveFinding(id, 'response', { response: 'accept' })} />,
    dispute: (
      <FormAct
        words={say('findings.dispute')}
        note={say('reason')}
        noteNeeded
        act={(filled) => moveFinding(id, 'response', { response: 'dispute', ...must(filled) })}
      />
    ),
    uphold: (
      <FormAct
        words={say('findings.uphold')}
        note={say('reason')}
        noteNeeded
        act={(filled) => moveFinding(id, 'judgement', { judgement: 'uphold', ...must(filled) })}
      />
    ),
    withdraw: (
      <FormAct
        words={say('findings.withdraw')}
        note={say('reason')}
        noteNeeded
        act={(filled) => moveFinding(id, 'judgement', { judgement: 'withdraw', ...must(filled) })}
      />
    ),
    confirm: (
      <FormAct
        words={say('findings.confirm')}
        note={say('reason')}
        act={(filled) => moveFinding(id, 'confirmation', { confirm: true, ...why(filled) })}
      />
    ),
    object: (
      <FormAct
        words={say('findings.object')}
        note={say('reason')}
        noteNeeded
        act={(filled) => moveFinding(id, 'confirmation', { confirm: false, ...why(filled) })}
      />
    ),
    drop: (
      <FormAct
        danger
        words={say('findings.drop')}
        note={say('reason')}
        noteNeeded
        act={(filled) => moveFinding(id, 'withdrawal', must(filled))}
      />
    ),
    correct: (
      <FormAct
        words={say('findings.correct')}
        note={say('reason')}
        noteNeeded
        act={(filled) => moveFinding(id, 'correction', must(filled))}
      />
    ),
    transfer: (
      <FormAct
        danger
        evidence
        words={say('findings.transfer')}
        note={say('reason')}
        noteNeeded
        act={({ note = '', evidence }) => moveFinding(id, 'transfer', { note, evidence })}
      />
    ),
  } as const;
  return (
    <Space wrap className="no-print">
      {may.flatMap((act) => (act in acts ? [<span key={act}>{acts[act as keyof typeof acts]}</span>] : []))}
    </Space>
  );
}
