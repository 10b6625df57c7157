import type { conflicts as zh } from '../zh/conflicts.ts';

export const conflicts: Record<keyof typeof zh, string> = {
  'conflict.source': 'Source: {source}',
  'conflict.items': 'Items',
  'conflict.with': 'Conflicts with',
  'conflict.withRole': '{role} ({unit})',
  'conflict.resolution': 'What resolves it: {resolution}',
  'conflict.block': 'Blocks',
  'conflict.observe': 'Noted',
  'conflict.list': 'Duty conflicts',
  'conflict.step': 'Round {round} {duty}: {person}',
};
