import type { RecoveryDetail } from '@zhiheng/contracts';
import { Button } from 'antd';
import { useSpeech } from '../app/language.tsx';
import { yuanText } from './money.ts';
import { dayText } from './times.ts';

/** The order to repay, as it is printed: of what three people ordered. */
export function RecoveryNotice({ recovery }: { recovery: RecoveryDetail }) {
  const { say, pick } = useSpeech();
  const { id, approvedAt, dueOn, amountFen, basis, subjectShown, unit, unitName } = recovery;
  if (!approvedAt || !dueOn) return null;
  return (
    <>
      <div className="panel no-print">
        <Button onClick={() => window.print()}>{say('recovery.print')}</Button>
      </div>
      <section className="only-print" aria-label={say('recovery.notice')}>
        <h1 style={{ textAlign: 'center' }}>{say('recovery.notice')}</h1>
        <p>{say('recovery.noticeNo', { id })}</p>
        <p>{say('recovery.noticeSubject', { subject: subjectShown ?? '—' })}</p>
        <p>{say('recovery.noticeText', { basis, dueOn, amount: yuanText(amountFen) })}</p>
        <p>{say('recovery.noticeUnit', { unit: unitName ? pick(unitName) : unit })}</p>
        <p>{say('recovery.noticeDay', { day: dayText(approvedAt) })}</p>
      </section>
    </>
  );
}
