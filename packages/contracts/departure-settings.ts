import { type Static, Type } from 'typebox';
import { closed } from './primitives.ts';

/** What a centre decides about departures. */
export const DepartureSettings = Type.Object(
  {
    reinstateDays: Type.Integer({
      minimum: 0,
      maximum: 90,
      description: '离岗后多少天内可申请撤销 / for how many days a departure may be taken back by request',
    }),
  },
  { $id: 'DepartureSettings', ...closed, examples: [{ reinstateDays: 7 }] },
);
export type DepartureSettings = Static<typeof DepartureSettings>;
