import { readFile } from 'node:fs/promises';
import { addWorkingDays as addWith, type Overrides, overridesOf } from '@zhiheng/calendar';
import { EnvironmentError } from '@zhiheng/http';

/** What this process was told at its start; a deadline that was reckoned stands in its row. */
let overrides: Overrides | undefined;

/**
 * Reckons from now on with the days that the file of `ZHIHENG_HOLIDAYS_FILE` names (JSON, `overridesOf` of `packages/calendar`), without
 * the variable with the published data alone. Throws EnvironmentError.
 */
export async function readHolidays(source: NodeJS.ProcessEnv = process.env): Promise<void> {
  const path = source.ZHIHENG_HOLIDAYS_FILE;
  overrides = undefined;
  if (!path) return;
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new EnvironmentError(`ZHIHENG_HOLIDAYS_FILE ${path} cannot be read (${error.code}).`);
  });
  try {
    overrides = overridesOf(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch (error) {
    throw new EnvironmentError(`ZHIHENG_HOLIDAYS_FILE ${path} is no table of days: ${(error as Error).message}.`);
  }
}

/** The deadline so many working days after the day of `from`, by the calendar of this deployment. */
export const addWorkingDays = (from: number, days: number): number => addWith(from, days, overrides);
