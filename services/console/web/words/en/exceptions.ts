import type { exceptions as zh } from '../zh/exceptions.ts';

export const exceptions: Record<keyof typeof zh, string> = {
  'exceptions.title': 'Exceptions and adjustments',
  'exceptions.lead':
    'Time-limited exceptions and what keeps them safe; holdings to be given up once they expire or a rule changes.',
  'exceptions.list': 'Exceptions',
  'exceptions.empty': 'There is no exception.',
  'exceptions.control': 'Compensating control',
  'exceptions.owner': 'Its owner',
  'exceptions.state.planned': 'Planned',
  'exceptions.state.active': 'Active',
  'exceptions.state.expired': 'Expired',
  'exceptions.state.ended': 'Ended early',
  'adjustments.list': 'Adjustments',
  'adjustments.empty': 'There is no adjustment.',
  'adjustments.because': 'Because',
  'adjustments.because.exception-expired': 'The exception expired',
  'adjustments.because.rule-changed': 'A rule changed',
  'adjustments.because.suspension-lifted': 'A suspension was lifted',
  'adjustments.due': 'Due',
  'adjustments.overdue': 'Overdue',
  'adjustments.state.open': 'Open',
  'adjustments.state.closed': 'Closed',
  'exceptions.end': 'End early',
  'exceptions.endDialog': 'End the exception of {name} to {rule}',
  'exceptions.endWarning': 'It cannot be undone; what it permitted to hold has to be given up.',
  'exceptions.endDone': 'The exception has ended',
};
