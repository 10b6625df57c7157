export { calendarKnownUntil } from './holidays.ts';
export { type Overrides, overridesOf } from './overrides.ts';
export { type AddWorkingDays, addWorkingDays, isWorkingDay, workingDaysWith } from './working-days.ts';
