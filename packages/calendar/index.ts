export { calendarKnownUntil } from './holidays.ts';
export { addWorkingDays, isWorkingDay } from './working-days.ts';
