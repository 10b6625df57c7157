import type { approvals as zh } from '../zh/approvals.ts';

export const approvals: Record<keyof typeof zh, string> = {
  attachments: 'Attachments',
  'decision.behalf': 'Decide on behalf of',
  'decision.behalfAuto': 'As the system finds: myself, or the first I can stand in for',
  'inbox.bulk': 'Its bulk',
  'request.proposal': 'Content proposed',
  'request.informed': 'Told of it',
  'cover.plan': 'Cover plan',
  'cover.by': 'Who covers',
  'cover.until': 'Covered until (inclusive)',
  'cover.note': 'How',
  'cover.needBy': 'Choose who covers',
  'cover.needNote': 'Say how it is covered',
  'cover.needed': 'The removal leaves {count} duties short; where nobody is left a cover plan is needed',
  'cover.short': 'The removal leaves {count} duties with one person',
  'cover.oneLeft': 'Only one is left',
  'policy.permissions': 'Permissions',
  'policy.permissionsHint': 'Remove and add; the preview says who would come into conflict',
  'policy.inherits': 'Roles it inherits',
  'policy.deny': 'Never',
};
