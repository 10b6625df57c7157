import { Alert, Button } from 'antd';
import { useEffect, useState } from 'react';
import { type Notice, signIn } from '../api/session.ts';
import { useSay } from '../app/language.tsx';
import { LanguageSwitch } from '../app/top-bar.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';

const titles = {
  'signed-out': 'signedOut',
  ended: 'sessionEnded',
  disabled: 'sessionEnded',
  failed: 'signInFailed',
} as const;
const advice = {
  'signed-out': undefined,
  ended: 'signInAgain',
  disabled: 'accountDisabled',
  failed: 'signInAgain',
} as const;

/** Shown to those who were signed in, or tried to be: says why they no longer are, and offers to sign in again. */
export function SignInPage({ notice, returnTo }: { notice: Notice; returnTo: string }) {
  const say = useSay();
  const words = advice[notice.kind];
  const [fault, setFault] = useState<unknown>();
  useEffect(() => {
    document.title = `${say('signIn')} · ${say('product')}`;
  }, [say]);
  return (
    <div className="sign-in">
      <main>
        <h1 style={{ marginTop: 0 }}>
          {say('product')} <small className="muted">{say('productLong')}</small>
        </h1>
        <p className="muted">{say('signInLead')}</p>
        <Alert
          role="status"
          showIcon
          type={notice.kind === 'signed-out' ? 'success' : 'warning'}
          title={notice.title ?? say(titles[notice.kind])}
          description={notice.detail ?? (words && say(words))}
        />
        {fault !== undefined && <ProblemAlert error={fault} />}
        <Button
          type="primary"
          size="large"
          block
          autoFocus
          style={{ margin: '20px 0' }}
          onClick={() => void signIn(returnTo).catch(setFault)}
        >
          {say('signIn')}
        </Button>
        <LanguageSwitch />
      </main>
    </div>
  );
}
