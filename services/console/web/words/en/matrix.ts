import type { matrix as zh } from '../zh/matrix.ts';

export const matrix: Record<keyof typeof zh, string> = {
  'matrix.title': 'Duty matrix',
  'matrix.lead':
    'Who holds which duty of which item. Red is a duty conflict, or an item that distinct people cannot finish; amber is a single holder.',
  'matrix.empty': 'No item fits.',
  'matrix.person': 'Person',
  'matrix.onlyProblems': 'Only with problems',
  'matrix.conflict': 'Conflict',
  'matrix.single': 'Single holder',
  'matrix.nobody': 'Nobody',
  'matrix.infeasible': 'Distinct people cannot finish it',
  'matrix.critical': 'Cannot do without: {people}',
  'matrix.summary':
    '{rows} items by unit, {infeasible} that cannot be finished, {single} single holders, {conflicts} people with conflicts',
};
