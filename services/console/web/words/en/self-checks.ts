import type { selfChecks as zh } from '../zh/self-checks.ts';

export const selfChecks: Record<keyof typeof zh, string> = {
  'selfCheck.title': 'Self-checks',
  'selfCheck.lead': 'Once a month each section head checks the section’s own process and business.',
  'selfCheck.empty': 'No self-checks.',
  'selfCheck.month': 'Month',
  'selfCheck.due': 'Due',
  'selfCheck.complete': 'Complete',
  'selfCheck.completed': 'The self-check is complete',
  'selfCheck.completedBy': 'Completed by',
  'selfCheck.procedure': 'Procedure',
  'selfCheck.content': 'Content',
  'selfCheck.policyBasis': 'Policy basis',
  'selfCheck.permissions': 'Permissions against posts',
  'selfCheck.ok': 'In order',
  'selfCheck.notOk': 'Something is amiss',
  'selfCheck.note': 'Note (needed when something is amiss)',
  'selfCheck.needAnswer': 'Choose one',
  'selfCheck.needNote': 'Say what is amiss',
  'selfCheck.state.open': 'Open',
  'selfCheck.state.completed': 'Completed',
  'selfCheck.state.overdue': 'Overdue',
};
