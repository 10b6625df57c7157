import type { Exception, PostTemplate } from '@zhiheng/contracts';
import { lastDayText } from './times.ts';

/** Where the removal of a grant is asked for; the person by username or id. */
export const removalOf = (beneficiary: string, { role, unit }: { role: string; unit: string }): string =>
  `/requests/new?${new URLSearchParams({ change: 'revoke', beneficiary, role, unit })}`;

/** Where a later end of a grant is asked for. */
export const extensionOf = (beneficiary: string, { role, unit }: { role: string; unit: string }): string =>
  `/requests/new?${new URLSearchParams({ change: 'extend', beneficiary, role, unit })}`;

/** Where a time-limited exception to a rule is asked for. */
export const exceptionTo = (rule: string, beneficiary: string): string =>
  `/requests/new?${new URLSearchParams({ change: 'exception', beneficiary, rule })}`;

/** Where the same exception is asked for with another owner of its control, whom whoever asks names. */
export const exceptionAnew = ({ rule, username, person, items, compensatingControl, validUntil }: Exception): string =>
  `/requests/new?${new URLSearchParams([
    ['change', 'exception'],
    ['beneficiary', username ?? person],
    ['rule', rule],
    ...(items ?? []).map((item) => ['item', item]),
    ['control', compensatingControl],
    ['until', lastDayText(validUntil)],
  ])}`;

/** Where a role is asked for. */
export const grantTo = (beneficiary: string, { role, unit }: { role: string; unit: string }): string =>
  `/requests/new?${new URLSearchParams({ change: 'grant', beneficiary, role, unit })}`;

/** Where a change of what a post is given is asked for. */
export const templateChange = ({ post, unitKind, unit }: Pick<PostTemplate, 'post' | 'unitKind' | 'unit'>): string =>
  `/templates/request?${new URLSearchParams({ post, unitKind, ...(unit === null ? {} : { unit }) })}`;
