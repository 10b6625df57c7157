import { Card } from 'antd';
import { useSay } from '../app/language.tsx';
import { LastSignIn } from '../components/last-sign-in.tsx';
import { OwnSessions } from '../components/own-sessions.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { PasswordForm } from '../components/password-form.tsx';

/** When and from where I am and was signed in, and my password. */
export function MySignInsPage() {
  const say = useSay();
  return (
    <>
      <PageHeading title={say('mySignIns.title')} lead={say('mySignIns.lead')} />
      <LastSignIn />
      <Card size="small" className="panel" title={say('mySignIns.sessions')}>
        <OwnSessions />
      </Card>
      <Card size="small" className="panel" title={say('mySignIns.password')}>
        <PasswordForm />
      </Card>
    </>
  );
}
