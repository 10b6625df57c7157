import { useQuery } from '@tanstack/react-query';
import { signInSettingsQuery } from '../api/sign-ins.ts';
import { useSay } from '../app/language.tsx';
import { Loaded } from '../components/loaded.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { SignInSettingsForm } from '../components/sign-in-settings-form.tsx';

/** How the centre lets people sign in. */
export function SignInSettingsPage() {
  const say = useSay();
  const query = useQuery(signInSettingsQuery);
  return (
    <>
      <PageHeading title={say('signInSettings.title')} lead={say('signInSettings.lead')} />
      <Loaded query={query}>{(present) => <SignInSettingsForm key={present.revision} present={present} />}</Loaded>
    </>
  );
}
