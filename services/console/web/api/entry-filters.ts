import type { Outcome } from '@zhiheng/contracts';
import { given } from './client.ts';

/** What entries are looked for by, as it stands in the address; the API's own names. */
export const filterNames = [
  'person',
  'actor',
  'action',
  'outcome',
  'unit',
  'onlyUnit',
  'item',
  'case',
  'targetType',
  'target',
  'client',
  'correlationId',
  'reason',
  'since',
  'until',
] as const;
export type EntryFilterName = (typeof filterNames)[number];
export type EntryFilters = { [K in EntryFilterName]?: string };

/** As parameters of a question: an outcome is one that is known. */
export const asQuery = ({ outcome, ...others }: EntryFilters) =>
  given({ ...others, outcome: outcome as Outcome | undefined });
