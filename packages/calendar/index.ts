export { calendarKnownUntil } from './holidays.ts';
export { type Overrides, overridesOf } from './overrides.ts';
export { type Retirement, retirementOf } from './retirement.ts';
export { type RetirementCategory, type RetirementRow, retirementTable } from './retirement-table.ts';
export { shanghaiDate, shanghaiEnd, shanghaiStart } from './shanghai-day.ts';
export { type AddWorkingDays, addWorkingDays, isWorkingDay, workingDaysWith } from './working-days.ts';
