import { signalEvents, signalReason } from '@zhiheng/contracts';
import type { LogEntry } from '../store/log-entry.ts';
import type { AccountChange, RaisedSignal, TakenSignal } from '../store/signal-store.ts';

/** What a change of an account tells: who can no longer sign in has no sessions left either. */
export function toldByChange({ person, state, reason, at }: AccountChange): TakenSignal[] {
  if (state === 'active') return [{ event: signalEvents.accountEnabled, person, facts: {}, at }];
  const why = reason ?? state;
  return [
    {
      event: signalEvents.accountDisabled,
      person,
      facts: { ...(why === 'credential-compromised' ? { reason: 'hijacking' } : {}), [signalReason]: why },
      at,
    },
    revoked(person, at, 'policy', why),
  ];
}

const revoked = (person: string, at: Date, by: string, why: string): TakenSignal => ({
  event: signalEvents.sessionRevoked,
  person,
  facts: { initiating_entity: by, reason_admin: { en: why } },
  at,
});

/** What is told of an entry by others than its readers. That of a departure is told by its account already. */
export function toldByEntry(entry: LogEntry): RaisedSignal[] {
  const person = entry.about ?? entry.person;
  switch (entry.action) {
    case 'sign-out':
      return person ? [raised(signalEvents.sessionRevoked, { person }, 'user', 'sign-out')] : [];
    case 'sessions.ended':
      if (!person || entry.reason === 'account-disabled') return [];
      return [raised(signalEvents.sessionRevoked, { person }, 'system', entry.reason ?? 'sessions-ended')];
    case 'password.set':
      return entry.target ? [credentialChanged({ account: entry.target }, 'password', 'update')] : [];
    case 'factor.added':
    case 'factor.removed':
      if (!entry.account) return [];
      return [
        credentialChanged(
          { account: entry.account },
          entry.details?.kind === 'totp' ? 'app' : 'fido2-platform',
          entry.action === 'factor.added' ? 'create' : 'delete',
        ),
      ];
    default:
      return [];
  }
}

const raised = (event: string, about: { person: string }, by: string, why: string): RaisedSignal => ({
  event,
  ...about,
  facts: { initiating_entity: by, reason_admin: { en: why } },
});

const credentialChanged = (about: { account: string }, kind: string, change: string): RaisedSignal => ({
  event: signalEvents.credentialChange,
  ...about,
  facts: { credential_type: kind, change_type: change },
});
