import { said } from '@zhiheng/contracts';
import { Problem } from '@zhiheng/http';

/** What waits for a second person, for the first one to take back. Throws Problem `not-pending`, `not-permitted` (another has asked for it). */
export function ownWish<T extends { askedBy: string }>(asked: T | null | undefined, person: string): T {
  if (!asked) throw new Problem('not-pending', said('nothing-waits'));
  if (asked.askedBy !== person) throw new Problem('not-permitted', said('asker-takes-back'));
  return asked;
}
