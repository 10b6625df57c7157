import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { endSession, finishSignIn } from '../api/session.ts';
import { useSay } from '../app/language.tsx';
import { Waiting } from '../components/waiting.tsx';

/** Where the sign-in page sends people back to. */
export function CallbackPage() {
  const say = useSay();
  const navigate = useNavigate();
  const begun = useRef(false);
  useEffect(() => {
    // A code serves once; React runs effects twice during development.
    if (begun.current) return;
    begun.current = true;
    finishSignIn()
      .catch(async (error: unknown) => {
        await endSession({ kind: 'failed', detail: error instanceof Error ? error.message : String(error) });
        return '/';
      })
      .then((path) => navigate(path, { replace: true }));
  }, [navigate]);
  return <Waiting words={say('signingIn')} whole />;
}
