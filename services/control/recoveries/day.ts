import { shanghaiDate, shanghaiEnd } from '@zhiheng/calendar';
import type { Transaction } from '@zhiheng/database';
import { databaseNow } from '../store/clock-store.ts';

/** The day in China, YYYY-MM-DD, by the database's clock. */
export const today = async (transaction: Transaction): Promise<string> => shanghaiDate(await databaseNow(transaction));

/** The first instant that is too late for a day, YYYY-MM-DD in China. */
export const lastInstant = (day: string): Date => new Date(shanghaiEnd(day));
