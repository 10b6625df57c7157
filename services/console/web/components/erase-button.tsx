import { Flex } from 'antd';
import { eraseSubject, takeBackErasure } from '../api/personal.ts';
import { useSay } from '../app/language.tsx';
import { useMe } from '../app/me.tsx';
import { ReasonedAct } from './reasoned-act.tsx';
import { TakeBackButton } from './take-back-button.tsx';

interface EraseButtonProps {
  subject: string;
  /** Who has asked for it, where it waits for a second person. */
  askedBy: string | null;
}

/** Asks for the erasure of a data subject, or confirms what another has asked for: it takes two. */
export function EraseButton({ subject, askedBy }: EraseButtonProps) {
  const say = useSay();
  const { username } = useMe();
  if (askedBy === username)
    return (
      <Flex vertical gap={4} align="start">
        <span className="muted">{say('erasure.second')}</span>
        <TakeBackButton takeBack={(reason) => takeBackErasure(subject, reason)} />
      </Flex>
    );
  const words = say(askedBy ? 'erasure.confirm' : 'erasure.ask');
  return (
    <ReasonedAct
      words={words}
      warning={say(askedBy ? 'erasure.confirmWarning' : 'erasure.askWarning')}
      danger
      act={(reason) => eraseSubject(subject, reason)}
      done={(state) => say(`erasure.done.${state}`)}
    >
      <p className="code">{subject}</p>
    </ReasonedAct>
  );
}
