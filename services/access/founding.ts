import type { PolicyWarning } from '@zhiheng/contracts';
import { type Database, inCentre } from '@zhiheng/database';
import { compilePolicy, type Policy } from '@zhiheng/duties';
import type { FieldFault } from '@zhiheng/http';
import type { Catalogue } from './catalogue.ts';
import { checkCatalogue } from './catalogue-check.ts';
import { withAuthorities } from './founding-authorities.ts';
import { foundingGrants } from './founding-grants.ts';
import { warningsOf } from './policy-warnings.ts';
import { foundLog, insertCatalogue, insertCentre } from './store/founding-store.ts';
import { append } from './store/log-store.ts';
import { deriveTemplates } from './store/template-store.ts';

/** A catalogue that cannot be used: every fault with its path, in both languages. Nothing was changed. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';
  readonly code = 'invalid-catalogue';
  readonly faults: FieldFault[];

  constructor(faults: FieldFault[]) {
    super(`The catalogue has ${faults.length} fault(s); nothing was changed.`);
    this.faults = faults;
  }
}

export interface Founding {
  catalogue: Catalogue;
  /** False when the centre was there before: it changes only through approvals. */
  founded: boolean;
  /** What the catalogue had better not say. */
  warnings: PolicyWarning[];
}

/**
 * Founds a new centre from a catalogue in one transaction: all of it, with its first entry of the log, or nothing.
 * Throws CatalogueError. A centre that exists is left as it is.
 */
export async function foundCentre(
  database: Database,
  value: unknown,
  logOrigin: (centre: string) => string,
): Promise<Founding> {
  const { catalogue: written, faults } = checkCatalogue(value);
  if (!written) throw new CatalogueError(faults);
  const { catalogue, given } = withAuthorities(written);
  const { centre } = catalogue;
  const warnings = warningsOf(compilePolicy(catalogue as Policy));
  const founded = await inCentre(database, centre, async (transaction) => {
    const root = catalogue.units.find(({ parent }) => parent === null);
    if (!(await insertCentre(transaction, centre, catalogue.name ?? root?.name ?? { zh: centre, en: centre })))
      return false;
    const hash = catalogue.log?.hash ?? 'sha256';
    await foundLog(transaction, centre, originOf(logOrigin(centre), hash), hash);
    await insertCatalogue(transaction, catalogue, foundingGrants(catalogue));
    await deriveTemplates(transaction, centre);
    await append(transaction, centre, {
      action: 'centre.founded',
      outcome: 'done',
      client: 'zhiheng',
      targetType: 'centre',
      target: centre,
      after: Object.fromEntries(
        (['units', 'items', 'roles', 'rules', 'chains', 'people'] as const).map((list) => [
          list,
          catalogue[list].length,
        ]),
      ),
      ...(given.length + warnings.length > 0 ? { details: { given, warnings } } : {}),
    });
    return true;
  });
  return { catalogue, founded, warnings };
}

/** A log that is hashed otherwise than all the world's says so in its name, which is in every checkpoint it signs. */
const originOf = (origin: string, hash: string): string => (hash === 'sha256' ? origin : `${origin};hash=${hash}`);
