import { heard, needsFrom } from './needs.ts';
import { type Choice, leavesAWay, type Need, plan } from './plan.ts';
import type { ApprovalRequest, Candidate, Organisation } from './types.ts';

/**
 * Who may decide a stage: for the open one now, for a waiting one as things stand. Nobody who was heard before, and nobody
 * who has to be kept for a later stage that could not be decided without them. Empty for a stage that is closed.
 *
 * A holder acts as themselves, a deputy for each holder they stand for. Periods of deputies are judged at `at`
 * (milliseconds); without it nobody acts for another.
 */
export function candidates(
  request: ApprovalRequest,
  ordinal: number,
  organisation: Organisation,
  at?: number,
): Candidate[] {
  const open = request.stages.findIndex(({ state }) => state === 'open');
  const index = request.stages.findIndex((stage) => stage.ordinal === ordinal) - open;
  if (request.state !== 'pending' || open < 0 || index < 0) return [];
  const needs = needsFrom(request, open, organisation, 'settled');
  const choice = plan(needs)?.[index] ?? (needs[index] as Need).choices[0];
  return candidatesOf(request, needs, index, choice, organisation, at);
}

/** The same for a choice that is made already. When no plan is left at all, nobody is kept back. */
export function candidatesOf(
  request: ApprovalRequest,
  needs: readonly Need[],
  index: number,
  choice: Choice,
  organisation: Organisation,
  at?: number,
): Candidate[] {
  const everybody = voices(choice, organisation, heard(request), at);
  if (!plan(needs)) return everybody;
  return everybody.filter(({ person, onBehalfOf }) =>
    leavesAWay(needs, index, choice, onBehalfOf === undefined ? [person] : [person, onBehalfOf]),
  );
}

function voices(
  { people }: Choice,
  { deputies = [], away }: Organisation,
  silent: ReadonlySet<string>,
  at?: number,
): Candidate[] {
  const standIns = deputies.filter(
    ({ deputy, principal, from, until }) =>
      at !== undefined &&
      from <= at &&
      at < until &&
      people.includes(principal) &&
      !people.includes(deputy) &&
      !away?.has(deputy) &&
      !silent.has(deputy),
  );
  const pairs = new Map(
    standIns.map(({ deputy, principal }) => [
      JSON.stringify([deputy, principal]),
      { person: deputy, onBehalfOf: principal },
    ]),
  );
  const themselves = people.filter((person) => !away?.has(person));
  return [...themselves.map((person) => ({ person })), ...pairs.values()];
}
