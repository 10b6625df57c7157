import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePolicy, type Holding, type Policy, PolicyError, type StaffingRow, staffing } from '../index.ts';
import { Staffing } from '../staffing.ts';
import { compileCounty, countyHoldings, hold, readCounty } from './county.ts';
import { qualifiedByForce, staffByForce } from './staffing-by-force.ts';
import { holdingsOfMany, LAST, policies } from './worlds.ts';

const policy = compileCounty();
const rowOf = (rows: StaffingRow[], item: string, unit: string): StaffingRow =>
  rows.find((row) => row.item === item && row.unit === unit)!;

describe('staffing', () => {
  test('says what trying everybody says', () => {
    const resiliency = fc.constantFrom(0 as const, 1 as const, 2 as const);
    const away = fc.subarray(['p0', 'p1', 'p2'], { maxLength: 2 });
    fc.assert(
      fc.property(
        policies,
        holdingsOfMany,
        resiliency,
        away,
        fc.nat({ max: LAST }),
        (world, holdings, depth, gone, at) => {
          const rows = staffing(compilePolicy(world), holdings, { at, away: gone, resiliency: depth });
          const forced = staffByForce(world, holdings, { at, away: gone, resiliency: depth });
          expect(rows.map(({ assignment: _, unfilled: __, ...row }) => row)).toEqual(forced);
          for (const row of rows) expectAssignment(row);
          expectQualified(world, holdings, { at, away: gone });
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('many candidates for many duties: still exact, whoever is left out of the search', () => {
    const county = readCounty();
    const duties = Array.from({ length: 4 }, (_, index) => `duty${index}`);
    const items = [{ ...county.items[0]!, duties }];
    const roles = duties.map((duty) => ({
      ...county.roles[0]!,
      code: duty,
      permissions: [{ action: duty, resource: 'case', items: [items[0]!.code] }],
    }));
    const world = { units: county.units, items, roles, rules: [] };
    const compiled = compilePolicy(world);
    const grants = fc.uniqueArray(fc.tuple(fc.nat({ max: 9 }), fc.constantFrom(...duties)), {
      selector: ([person, duty]) => `${person} ${duty}`,
      maxLength: 30,
    });
    fc.assert(
      fc.property(grants, (list) => {
        const holdings = list.map(([person, duty]) => hold(`p${person}`, duty, 'enrolment'));
        const rows = staffing(compiled, holdings, { at: 0, resiliency: 2 });
        const forced = staffByForce(world, holdings, { at: 0, away: [], resiliency: 2 });
        expect(rows.map(({ assignment: _, unfilled: __, ...row }) => row)).toEqual(forced);
      }),
      { numRuns: 500 },
    );
  });

  test('S12: recovery hangs on three single holders', () => {
    const row = rowOf(staffing(policy, countyHoldings(), { at: 0, resiliency: 2 }), 'overpayment-recovery', 'control');
    expect(row).toMatchObject({ feasible: true, survives: 0, critical: ['control-op1', 'control-op2', 'control-op3'] });
  });

  test('two handlers and two reviewers stand one absence, not two', () => {
    const options = { at: 0, resiliency: 2 as const, items: ['enterprise-pension-suspension'] };
    const [row, ...others] = staffing(policy, countyHoldings(), options);
    expect(others).toEqual([]);
    expect(row).toMatchObject({ feasible: true, survives: 1, critical: [] });
    expect(row!.breaks).toEqual([
      ['enterprise-pension-op1', 'enterprise-pension-op2'],
      ['enterprise-pension-op3', 'enterprise-pension-op4'],
    ]);
  });

  test('a departure shows what it would break', () => {
    const options = { at: 0, away: ['enterprise-pension-op5'], items: ['enterprise-pension-award'] };
    const [row] = staffing(policy, countyHoldings(), options);
    expect(row).toMatchObject({ feasible: false, survives: -1, unfilled: ['approve'] });
    expect(row!.duties[2]).toEqual({ duty: 'approve', holders: [] });
  });

  test('a window counts who sits there and who is above or at the item', () => {
    const row = rowOf(staffing(policy, countyHoldings(), { at: 0 }), 'employer-registration', 'hall-window-1');
    expect(row.duties).toEqual([
      { duty: 'handle', holders: ['enrolment-op1', 'enrolment-op2', 'hall-op1'] },
      { duty: 'review', holders: ['enrolment-op3', 'enrolment-op4'] },
    ]);
    const only = staffing(policy, countyHoldings(), { at: 0, units: ['hall-window-1'] });
    expect(new Set(only.map(({ unit }) => unit))).toEqual(new Set(['hall-window-1']));
  });

  test('grants count from their first instant up to, not at, their last', () => {
    const grant = hold('a', 'hall-handle', 'hall', 10, 20);
    const feasible = (at: number) => rowOf(staffing(policy, [grant], { at }), 'rights-record-print', 'hall').feasible;
    expect([9, 10, 19, 20].map(feasible)).toEqual([false, true, true, false]);
  });

  test('unknown names are refused', () => {
    for (const names of [{ items: ['nothing'] }, { units: ['nowhere'] }])
      expect(() => staffing(policy, [], { at: 0, ...names })).toThrow(PolicyError);
    expect(() => staffing(policy, [hold('a', 'nothing', 'hall')], { at: 0 })).toThrow(PolicyError);
  });
});

/** Two at most are named, of those whom trying everybody names. */
function expectQualified(world: Policy, holdings: Holding[], options: { at: number; away: string[] }): void {
  const staffing = new Staffing(compilePolicy(world), holdings, options);
  for (const item of staffing.items())
    for (const { row, qualified } of staffing.rowsWithQualified(item, staffing.unitsOf(item))) {
      const forced = qualifiedByForce(row.duties.map(({ holders }) => holders));
      for (const [index, { duty }] of row.duties.entries()) {
        const found = qualified().get(duty) as readonly string[];
        expect(found).toHaveLength(Math.min(2, forced[index]!.length));
        expect(forced[index]).toEqual(expect.arrayContaining([...found]));
      }
    }
}

function expectAssignment(row: StaffingRow): void {
  const people = row.assignment.map(({ person }) => person);
  expect(new Set(people).size).toBe(people.length);
  for (const { duty, person } of row.assignment)
    expect(row.duties.find((one) => one.duty === duty)!.holders).toContain(person);
  expect([...row.assignment.map(({ duty }) => duty), ...row.unfilled].sort()).toEqual(
    row.duties.map(({ duty }) => duty).sort(),
  );
  expect(row.unfilled.length === 0).toBe(row.feasible);
}
