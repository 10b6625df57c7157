export { calendarKnownUntil } from './holidays.ts';
export { type Overrides, overridesOf } from './overrides.ts';
export { addWorkingDays, isWorkingDay } from './working-days.ts';
