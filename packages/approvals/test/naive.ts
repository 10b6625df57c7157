import type { ApprovalRequest, Candidate, Organisation, Stage } from '../index.ts';

/** What the semantics say, tried out person by person. Shares no code with the room. */

export type Option = { by: string; escalated: boolean };

/** Whether one person holds the role where the stage looks for it. */
function holds(person: string, role: string, stage: Stage, unit: string, organisation: Organisation): boolean {
  const path = pathUp(unit, organisation);
  const units = organisation.holders.filter((one) => one.role === role && one.person === person).map((one) => one.unit);
  switch (stage.rule.of) {
    case 'centre':
      return units.length > 0;
    case 'parent':
      return units.some((code) => code === 'root' || code === 'liaison');
    case 'grant-unit': {
      const nearest = path.find((code) => organisation.holders.some((one) => one.role === role && one.unit === code));
      return nearest !== undefined && units.includes(nearest);
    }
  }
}

function pathUp(unit: string, { units }: Organisation): string[] {
  const found = units.find(({ code }) => code === unit);
  if (!found) return [];
  return found.parent === null ? [unit] : [unit, ...pathUp(found.parent, { units, holders: [] })];
}

export function spoken(request: ApprovalRequest): string[] {
  return [
    request.requester,
    request.beneficiary,
    ...request.stages.flatMap(({ decisions }) =>
      decisions.flatMap((one) => (one.onBehalfOf === undefined ? [one.person] : [one.person, one.onBehalfOf])),
    ),
  ];
}

/** Every way to choose a role for each stage, earlier stages escalated last. */
function optionsFrom(stages: readonly Stage[], firstFixed: boolean): Option[][] {
  return stages.reduce<Option[][]>(
    (sofar, stage, index) => {
      const now = { by: stage.by, escalated: stage.escalated };
      const may = stage.rule.escalateTo !== undefined && !stage.escalated && !(firstFixed && index === 0);
      const options = may ? [now, { by: stage.rule.escalateTo as string, escalated: true }] : [now];
      return sofar.flatMap((list) => options.map((option) => [...list, option]));
    },
    [[]],
  );
}

/** Everybody, deputies and all, who could speak at a stage under this option. */
function voices(
  request: ApprovalRequest,
  stage: Stage,
  { by }: Option,
  organisation: Organisation,
  silent: readonly string[],
  at: number,
): Candidate[] {
  const people = [...new Set(organisation.holders.map(({ person }) => person))];
  const own = people.filter((one) => !silent.includes(one) && holds(one, by, stage, request.unit, organisation));
  const standing = (organisation.deputies ?? []).filter(
    (one) =>
      own.includes(one.principal) &&
      !own.includes(one.deputy) &&
      !silent.includes(one.deputy) &&
      one.from <= at &&
      at < one.until,
  );
  return [
    ...own.map((person) => ({ person })),
    ...standing.map(({ deputy, principal }) => ({ person: deputy, onBehalfOf: principal })),
  ];
}

/** Whether the stages can be decided under these options, by trying everybody one after the other, deputies included. */
function possible(
  request: ApprovalRequest,
  stages: readonly Stage[],
  options: readonly Option[],
  organisation: Organisation,
  silent: readonly string[],
  at: number,
  already = 0,
): boolean {
  const [stage, ...later] = stages;
  if (!stage) return true;
  const approvals = stage.decisions.filter(({ decision }) => decision === 'approve').length + already;
  if (approvals >= (stage.rule.quorum ?? 1)) {
    return possible(request, later, options.slice(1), organisation, silent, at);
  }
  return voices(request, stage, options[0] as Option, organisation, silent, at).some(
    ({ person, onBehalfOf = person }) =>
      possible(request, stages, options, organisation, [...silent, person, onBehalfOf], at, already + 1),
  );
}

/** The first choice of roles under which distinct people can decide all these stages. */
export function firstPossible(
  request: ApprovalRequest,
  stages: readonly Stage[],
  organisation: Organisation,
  at: number,
  firstFixed = false,
): Option[] | undefined {
  return optionsFrom(stages, firstFixed).find((options) =>
    possible(request, stages, options, organisation, spoken(request), at),
  );
}

/** Who may decide the open stage. */
export function deciders(request: ApprovalRequest, organisation: Organisation, at: number): Candidate[] {
  const stages = request.stages.filter(({ state }) => state === 'open' || state === 'waiting');
  const stage = stages[0] as Stage;
  const everybody = voices(request, stage, stage, organisation, spoken(request), at);
  if (!firstPossible(request, stages, organisation, at, true)) return everybody;
  return everybody.filter(({ person, onBehalfOf = person }) =>
    optionsFrom(stages, true).some((options) =>
      possible(request, stages, options, organisation, [...spoken(request), person, onBehalfOf], at, 1),
    ),
  );
}

/** The same people in one order, each once. */
export const listed = (people: readonly Candidate[]): string[] =>
  [...new Set(people.map(({ person, onBehalfOf }) => JSON.stringify([person, onBehalfOf])))].sort();
