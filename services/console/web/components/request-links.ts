/** Where the removal of a grant is asked for; the person by username or id. */
export const removalOf = (beneficiary: string, { role, unit }: { role: string; unit: string }): string =>
  `/requests/new?${new URLSearchParams({ change: 'revoke', beneficiary, role, unit })}`;
