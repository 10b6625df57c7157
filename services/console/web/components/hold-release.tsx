import type { Hold } from '@zhiheng/contracts';
import { releaseHold } from '../api/retention.ts';
import { useSay } from '../app/language.tsx';
import { ReasonedAct } from './reasoned-act.tsx';

/** Lifts a hold that another has placed, once why has been said. */
export function HoldRelease({ hold: { id, document } }: { hold: Hold }) {
  const say = useSay();
  return (
    <ReasonedAct
      words={say('hold.release')}
      title={`${say('hold.release')} · ${document}`}
      warning={say('hold.releaseWarning')}
      danger
      act={(reason) => releaseHold(id, reason)}
      done={() => say('hold.released')}
    />
  );
}
