import type { SectionFigures, SelfCheckForm } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type Authority, oversees } from '../authority.ts';
import { spanOf } from '../month.ts';
import { readSettings } from '../settings/settings.ts';
import { countCases, countPermissions } from '../store/section-figures-store.ts';
import { readSectionItems } from '../store/self-check-form-store.ts';
import { subtreeOf, type Unit } from '../unit-tree.ts';
import { formOf } from './form.ts';

/** What the system knows of the section: of its month, and of its permissions at this moment. */
export async function sectionFigures(
  transaction: Transaction,
  centre: string,
  units: readonly Unit[],
  { unit, month }: { unit: string; month: string },
): Promise<SectionFigures> {
  const { selfCheck } = await readSettings(transaction, centre);
  const section = { owners: subtreeOf(units, unit), span: spanOf(month), dormantDays: selfCheck.dormantDays };
  return {
    ...(await countCases(transaction, centre, section)),
    ...(await countPermissions(transaction, centre, section)),
  };
}

/** The form that a section gets now. */
export async function newForm(
  transaction: Transaction,
  centre: string,
  units: readonly Unit[],
  unit: string,
): Promise<SelfCheckForm> {
  const { selfCheck } = await readSettings(transaction, centre);
  return formOf(await readSectionItems(transaction, centre, subtreeOf(units, unit)), selfCheck.questions);
}

/** The sections whose form a person may fill in: those whose self-check they complete or in whose business they hold a duty. */
export async function filledBy(
  transaction: Transaction,
  centre: string,
  authority: Authority,
): Promise<ReadonlySet<string>> {
  const units = authority.units.map(({ unit }) => unit);
  const items = await readSectionItems(transaction, centre, units);
  const owners = new Set(
    items
      .filter(({ item, owner, duties }) => duties.some((duty) => authority.holds(duty, item, owner)))
      .map(({ owner }) => owner),
  );
  const completes = authority.within('complete', 'self-check');
  return new Set(
    units.filter((unit) => completes.has(unit) || subtreeOf(authority.units, unit).some((owner) => owners.has(owner))),
  );
}

/** Whether a person may see the form of a section: who fills it in, and who oversees the centre. */
export const seesForm = (authority: Authority, filled: ReadonlySet<string>, unit: string): boolean =>
  filled.has(unit) || oversees(authority);
