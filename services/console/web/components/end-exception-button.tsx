import type { Exception } from '@zhiheng/contracts';
import { endException } from '../api/exceptions.ts';
import { useSay } from '../app/language.tsx';
import { ReasonedAct } from './reasoned-act.tsx';

/** Ends an exception before its time, with a reason; the service decides who may. */
export function EndExceptionButton({ exception: { id, state, name, rule } }: { exception: Exception }) {
  const say = useSay();
  if (state !== 'planned' && state !== 'active') return null;
  return (
    <ReasonedAct
      words={say('exceptions.end')}
      title={say('exceptions.endDialog', { name, rule })}
      warning={say('exceptions.endWarning')}
      danger
      act={(reason) => endException(id, reason)}
      done={() => say('exceptions.endDone')}
    />
  );
}
