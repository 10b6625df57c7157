import type { people as zh } from '../zh/people.ts';

export const people: Record<keyof typeof zh, string> = {
  'people.title': 'People',
  'people.lead': 'The people you may see, and what they hold.',
  'people.search': 'Name or username',
  'people.empty': 'Nobody fits.',
  'people.grants': 'Grants',
  'people.noGrants': 'No grants.',
  'people.depart': 'Record departure',
  'people.departed': 'This person has left; the account is disabled.',
  'people.back': 'Back to people',
};
