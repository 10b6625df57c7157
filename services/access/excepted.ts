import type { Deed } from '@zhiheng/duties';
import type { HeldException } from './store/exception-store.ts';

/**
 * Leaves out what was done under exceptions on some items only, which the rules' own package does not know: all its items are
 * among them, and each step that broke the rule was done while the exception lasted.
 */
export function deedsLessExcepted(deeds: readonly Deed[], exceptions: readonly HeldException[]): Deed[] {
  const onItems = exceptions.filter(({ items }) => items !== undefined);
  return deeds.filter((deed) => !onItems.some((exception) => permits(exception, deed)));
}

const permits = ({ person, rule, items, from, until }: HeldException, deed: Deed): boolean =>
  person === deed.person &&
  rule === deed.rule &&
  deed.items.every((item) => items?.includes(item)) &&
  breaking(deed).every(({ at }) => from <= at && at < until);

/** The first step breaks nothing, unless the rule lets nobody do it, or is about who is related. */
const breaking = ({ steps, related, selectors }: Deed): Deed['steps'] =>
  related === undefined && selectors.length > 1 ? steps.slice(1) : steps;
