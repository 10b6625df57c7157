import { type LedgerDifference, type LedgerLine, said } from '@zhiheng/contracts';
import { fieldProblem } from '@zhiheng/http';
import { filterOf, type LedgerWanted, linesOf, placeOf } from './permission-ledger.ts';
import { changedRoles, changedUnits, type Shifts, shiftsOf } from './permission-ledger-causes.ts';
import { policyThen } from './policy-then.ts';
import { type DifferenceKey, type DifferenceRow, ledgerDifference } from './store/permission-ledger-store.ts';
import type { View } from './viewer.ts';

/** What differs between two moments, each with what it comes from. Throws `unknown-code`, `invalid-period`. */
export async function permissionLedgerDifference(
  view: View,
  wanted: LedgerWanted,
  page: { from: Date; to: Date; after?: DifferenceKey; limit: number },
): Promise<LedgerDifference[]> {
  if (page.to <= page.from) throw fieldProblem('invalid-period', '/to', said('ends-too-soon'));
  const filter = await filterOf(view, wanted);
  if (!filter) return [];
  const both = { before: await policyThen(view, page.from), after: await policyThen(view, page.to) };
  const found = await ledgerDifference(view.transaction, view.centre, {
    ...filter,
    ...page,
    changed: { roles: changedRoles(both), units: changedUnits(both) },
    places: { from: placeOf(view, both.before, wanted), to: placeOf(view, both.after, wanted) },
  });
  const all = found.flatMap(({ rows }) => rows);
  const lineOf = new Map((await linesOf(view, both.after, all)).map((line) => [line.grant, line]));
  const shifts = await shiftsOf(view, both, { ...page, item: wanted.item }, found);
  return found.map((row) =>
    documentOf(
      row,
      row.rows.map(({ grant }) => lineOf.get(grant) as LedgerLine),
      shifts(row),
    ),
  );
}

function documentOf(row: DifferenceRow, lines: LedgerLine[], shifts: Shifts): LedgerDifference {
  const { person, role, unit } = lines[0] as LedgerLine;
  return {
    kind: kindOf(row, shifts),
    ...{ person, role, unit },
    before: row.before,
    ...shifts,
    grants: lines.map(({ person: _p, role: _r, unit: _u, ...held }) => held),
  };
}

/** What is one grant all along differs by something else, which may as well be what brings it into what is asked for. */
function kindOf({ was, is, same }: DifferenceRow, { content, reach }: Shifts): LedgerDifference['kind'] {
  if (same) return content ? 'content' : reach ? 'reach' : 'moved';
  if (was && is) return 'changed';
  return is ? 'begun' : was ? 'ended' : 'passing';
}
