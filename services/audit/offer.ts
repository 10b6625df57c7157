import { type EntryInput, maskText, maskValue, said } from '@zhiheng/contracts';
import { fieldProblem, Problem } from '@zhiheng/http';
import { canonicalEntry, isOwnAction } from '@zhiheng/ledger';

/** Levels of objects and lists in one entry: JSON readers in common use stop at 64. */
const deepest = 64;

/** What the log itself adds to an entry that a service hands in, unless the service says so. */
export interface IntakeFacts {
  client: string;
  correlationId: string;
  address: string;
}

/** An entry that a client hands in. */
export interface Offer {
  /** In lower case; absent: the log gives one. */
  id: string | undefined;
  /** What the client itself has said. */
  given: EntryInput;
  facts: IntakeFacts;
}

/** What is to be stored. */
export const completeOf = ({ given, facts }: Offer): EntryInput => ({ ...facts, ...given });

/** Throws Problem `invalid-request` for what the log cannot hold; `place` is the entry's in its request. */
export function offerOf(entry: EntryInput, facts: IntakeFacts, place: number): Offer {
  if (entry.client !== undefined && entry.client !== facts.client)
    throw fieldProblem('invalid-request', `/${place}/client`, said('another-client'));
  // By these verifiers excuse what is gone.
  if (isOwnAction(entry.action)) throw fieldProblem('invalid-request', `/${place}/action`, said('own-action'));
  requireReadable(entry);
  requireMaskedNames(entry, place);
  const given = plainOf(entry);
  return { id: given.id, given, facts };
}

/**
 * Refuses infinity, which is what JSON.parse makes of 1e400 and which would be stored as null, and what is nested deeper
 * than any reader must follow. Walks without recursion for the same reason.
 */
function requireReadable(entry: EntryInput): void {
  const left: object[] = [entry];
  const depths = [1];
  for (let next = left.pop(); next; next = left.pop()) {
    const depth = depths.pop() as number;
    if (depth > deepest) throw new Problem('invalid-request', said('nested-too-deep', { most: deepest }));
    for (const value of Object.values(next)) {
      if (typeof value === 'number' && !(Math.abs(value) <= Number.MAX_SAFE_INTEGER))
        throw new Problem('invalid-request', said('number-too-large'));
      if (typeof value !== 'object' || value === null) continue;
      left.push(value);
      depths.push(depth + 1);
    }
  }
}

/** Names of the directory: masked they would name nothing. A mobile number is a username in some places. */
const nameFields = ['actor', 'unit', 'item'] as const;

function requireMaskedNames(entry: EntryInput, place: number): void {
  for (const field of nameFields) {
    const name = entry[field];
    if (name !== undefined && name.length > 11 && maskText(name) !== name)
      throw fieldProblem('invalid-request', `/${place}/${field}`, said('holds-card-number'));
  }
}

const freeFields = [
  'targetType',
  'target',
  'reason',
  'correlationId',
  'address',
  'before',
  'after',
  'details',
] as const;

const idFields = ['id', 'person', 'account', 'about', 'case'] as const;

/**
 * What the client says, ids in lower case. Numbers of people have no place in bytes that can never be erased: they are masked before any
 * comparison, so that a repeat is masked alike. Where nothing is to be altered it is the entry as it came.
 */
function plainOf(entry: EntryInput): EntryInput {
  const altered: Record<string, unknown> = {};
  let isAltered = false;
  const alter = (field: keyof EntryInput, value: unknown) => {
    if (value === entry[field]) return;
    altered[field] = value;
    isAltered = true;
  };
  for (const field of freeFields) if (entry[field] !== undefined) alter(field, maskValue(entry[field]));
  for (const field of idFields) if (entry[field] !== undefined) alter(field, entry[field].toLowerCase());
  return isAltered ? { ...entry, ...altered } : entry;
}

/** Whether a stored entry says what the offer does: the log's own additions aside, and from the same client. */
export function sameFacts({ given, facts }: Offer, stored: EntryInput): boolean {
  const whole = { ...given, client: facts.client };
  const added = ['at', 'centre', 'correlationId', 'address'].filter((field) => !(field in whole));
  const rest = Object.fromEntries(Object.entries(stored).filter(([field]) => !added.includes(field)));
  return Buffer.from(canonicalEntry(whole)).equals(canonicalEntry(rest));
}
