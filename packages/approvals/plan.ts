import { nobodySeated, type Seating, seat } from './matching.ts';

/** A role that may decide a stage, and its holders who are still free to. */
export interface Choice {
  readonly by: string;
  readonly escalated: boolean;
  readonly people: readonly string[];
}

/** A stage still to be decided: how many voices it needs yet, and who may give them, the preferred role first. */
export interface Need {
  readonly ordinal: number;
  readonly voices: number;
  readonly choices: readonly [Choice, ...Choice[]];
}

/**
 * Which role decides each stage so that distinct people can decide all of them, escalating as late in the chain as
 * possible; undefined when there is no way.
 *
 * Deputies play no part: where a deputy can stand for a holder, the holder alone takes fewer voices.
 */
export function plan(needs: readonly Need[], seated: Seating = nobodySeated): Choice[] | undefined {
  const [need, ...later] = needs;
  if (!need) return [];
  for (const choice of need.choices) {
    const more = seat(seated, choice.people, need.voices);
    const rest = more && roomFor(later, more) && plan(later, more);
    if (rest) return [choice, ...rest];
  }
  return undefined;
}

/**
 * Whether distinct people of any role could sit, which must be so, and with one voice a stage is enough: only where
 * quorums are asked for is a choice ever taken back.
 */
function roomFor(needs: readonly Need[], seated: Seating): boolean {
  let room: Seating | undefined = seated;
  for (const { choices, voices } of needs) {
    room = room && seat(room, [...new Set(choices.flatMap(({ people }) => people))], voices);
  }
  return room !== undefined;
}

/** Whether all stages could still be decided after these people have spoken together, as one voice, at stage `index`. */
export function leavesAWay(needs: readonly Need[], index: number, choice: Choice, spoken: readonly string[]): boolean {
  return (
    plan(
      needs.map((need, i) =>
        leaveOut(i === index ? { ...need, voices: need.voices - 1, choices: [choice] } : need, spoken),
      ),
    ) !== undefined
  );
}

/** The first stage that cannot be filled beside those before it. */
export function firstHopeless(needs: readonly Need[]): Need | undefined {
  return needs.find((_, index) => !plan(needs.slice(0, index + 1)));
}

function leaveOut(need: Need, spoken: readonly string[]): Need {
  const [first, ...others] = need.choices;
  const without = (choice: Choice) => ({ ...choice, people: choice.people.filter((one) => !spoken.includes(one)) });
  return { ...need, choices: [without(first), ...others.map(without)] };
}
