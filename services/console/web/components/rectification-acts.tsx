import type { RectificationDetail } from '@zhiheng/contracts';
import { Space } from 'antd';
import { moveRectification } from '../api/findings.ts';
import { useSay } from '../app/language.tsx';
import { type Filled, FormAct } from './form-act.tsx';

/** What I may do with an order, a button each. */
export function RectificationActs({ order: { id, may } }: { order: RectificationDetail }) {
  const say = useSay();
  const more = ({ note, accountability }: Filled) => ({
    ...(note === undefined ? {} : { note }),
    ...(accountability === undefined ? {} : { accountability }),
  });
  const note = say('rectifications.note');
  const acts = {
    receive: <FormAct words={say('rectifications.receive')} act={() => moveRectification(id, 'receipt', {})} />,
    answer: (
      <FormAct
        evidence
        words={say('rectifications.answer')}
        note={say('rectifications.answerNote')}
        noteNeeded
        act={({ note = '', evidence }) => moveRectification(id, 'answer', { note, evidence })}
      />
    ),
    verify: (
      <FormAct
        accountability
        words={say('rectifications.verify')}
        note={note}
        act={(filled) => moveRectification(id, 'recheck', { result: 'verify', ...more(filled) })}
      />
    ),
    return: (
      <FormAct
        danger
        words={say('rectifications.return')}
        note={note}
        noteNeeded
        act={(filled) => moveRectification(id, 'recheck', { result: 'return', ...more(filled) })}
      />
    ),
    close: (
      <FormAct
        accountability
        words={say('rectifications.close')}
        note={note}
        act={(filled) => moveRectification(id, 'closure', { result: 'close', ...more(filled) })}
      />
    ),
    refuse: (
      <FormAct
        danger
        words={say('rectifications.refuse')}
        note={note}
        noteNeeded
        act={(filled) => moveRectification(id, 'closure', { result: 'refuse', ...more(filled) })}
      />
    ),
    void: (
      <FormAct
        danger
        words={say('rectifications.void')}
        note={say('reason')}
        noteNeeded
        act={({ note = '' }) => moveRectification(id, 'voiding', { reason: note })}
      />
    ),
    extend: (
      <FormAct
        words={say('rectifications.extend')}
        days={say('rectifications.extendDays')}
        note={say('reason')}
        noteNeeded
        act={({ note = '', days = 1 }) => moveRectification(id, 'extension', { reason: note, workingDays: days })}
      />
    ),
  } as const;
  return (
    <Space wrap className="no-print">
      {may.map((act) => (
        <span key={act}>{acts[act]}</span>
      ))}
    </Space>
  );
}
