import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { useLocation } from 'react-router';
import { meQuery } from '../api/people.ts';
import { endSession, type SessionState, sessionStore, signIn } from '../api/session.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { Waiting } from '../components/waiting.tsx';
import { SignInPage } from '../pages/sign-in-page.tsx';
import { Frame } from './frame.tsx';
import { useSay } from './language.tsx';
import { MeProvider } from './me.tsx';

/** Lets nobody in who is not signed in; who comes for the first time goes straight to the sign-in form. */
export function Gate() {
  const say = useSay();
  const session = useSyncExternalStore<SessionState>(sessionStore.subscribe, sessionStore.read);
  const { pathname, search } = useLocation();
  const here = `${pathname}${search}`;
  const queries = useQueryClient();
  const { status, notice } = session;
  const leave = status === 'signed-out' && !notice;

  useEffect(() => {
    if (leave) void signIn(here).catch(() => endSession({ kind: 'failed', detail: say('unreachable') }));
    if (status === 'signed-out') queries.clear();
  }, [leave, here, status, queries, say]);

  if (status === 'signed-in') return <SignedIn />;
  if (notice) return <SignInPage notice={notice} returnTo={notice.kind === 'ended' ? here : '/'} />;
  return <Waiting words={say('signingIn')} whole />;
}

function SignedIn() {
  const say = useSay();
  const { data, error, refetch } = useQuery(meQuery);
  if (data) {
    return (
      <MeProvider me={data}>
        <Frame />
      </MeProvider>
    );
  }
  if (error) return <ProblemAlert error={error} onRetry={refetch} />;
  return <Waiting words={say('loading')} whole />;
}
