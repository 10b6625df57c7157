import type { CredentialNotice } from '@zhiheng/contracts';
import type { LogEntry } from './store/log-entry.ts';

/** What somebody is to be told of in the console. */
export interface CredentialEvent {
  person: string;
  kind: CredentialNotice;
}

/** Whom an entry about credentials is told to: the holder, who may not have done it, and with a reset the two administrators as well. */
export function eventsOf({ action, outcome, person, reason, details = {} }: LogEntry): CredentialEvent[] {
  if (outcome !== 'done' || !person) return [];
  const told = (kind: CredentialNotice): CredentialEvent[] => [{ person, kind }];
  switch (action) {
    case 'reset.used':
      return [
        ...told('credentials-reset'),
        ...administrators(details).map((one) => ({ person: one, kind: 'reset-used' as const })),
      ];
    case 'factor.added':
      return told('factor-added');
    case 'factor.removed':
      // Told of as a whole.
      return reason === 'reset' ? [] : told('factor-removed');
    case 'recovery-codes.renewed':
      return told('recovery-codes-renewed');
    case 'recovery-code.used':
      return details.left === 0 ? told('recovery-codes-used-up') : [];
    default:
      return [];
  }
}

const administrators = ({ askedBy, confirmedBy }: NonNullable<LogEntry['details']>): string[] =>
  [askedBy, confirmedBy].filter((one) => typeof one === 'string');
