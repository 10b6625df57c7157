/** More in one entry say nothing more. */
const most = 100;

/** What the entry of an act says of the rules that it breaks and that only observe: their codes. */
export function observedIn(conflicts: readonly { rule: string }[]): { observed?: string[] } {
  const rules = [...new Set(conflicts.map(({ rule }) => rule))];
  return rules.length ? { observed: rules.slice(0, most) } : {};
}
