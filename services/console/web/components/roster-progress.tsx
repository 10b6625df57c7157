import type { Roster } from '@zhiheng/contracts';
import { Progress } from 'antd';
import { useSay } from '../app/language.tsx';

/** How far a roster is that is being applied. */
export function RosterProgress({ roster: { total, done, refused } }: { roster: Roster }) {
  const say = useSay();
  const reached = done + refused;
  return (
    <section className="panel" aria-live="polite">
      <Progress
        percent={total === 0 ? 100 : Math.floor((reached / total) * 100)}
        status="active"
        aria-label={say('roster.progress')}
      />
      <div>{say('roster.reached', { done: reached, total, refused })}</div>
      <div className="muted">{say('roster.goesOn')}</div>
    </section>
  );
}
