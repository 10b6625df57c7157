import { useSay } from '../app/language.tsx';
import { ReasonedAct } from './reasoned-act.tsx';

/** What I have asked for and nobody has confirmed yet, taken back once why has been said. */
export function TakeBackButton({ takeBack }: { takeBack: (reason: string) => Promise<unknown> }) {
  const say = useSay();
  return (
    <ReasonedAct words={say('takeBack')} title={say('takeBack.title')} act={takeBack} done={() => say('takeBack.done')}>
      <p className="muted">{say('takeBack.lead')}</p>
    </ReasonedAct>
  );
}
