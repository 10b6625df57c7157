import { type Hash, toHex } from '@zhiheng/ledger';
import { type Chosen, Drawing, sampleLine } from './draw.ts';
import { memberOf, type Plan } from './plan.ts';
import { count, emptyFrame } from './tally.ts';
import { emptyTree, grown } from './tree.ts';

export interface RedrawFailure {
  step: 'population' | 'sample';
  message: string;
}

interface Expected {
  size: number;
  root: string;
}

/** Draws from these lines once more: first counting them and their root, then choosing. Undefined when both are as expected. */
export async function redraw(
  lines: () => AsyncIterable<string>,
  {
    plan,
    seed,
    expected,
    hash,
  }: { plan: Plan; seed: Uint8Array; expected: { population: Expected; sample: Expected }; hash: Hash },
): Promise<RedrawFailure | undefined> {
  const frame = emptyFrame();
  let tree = emptyTree(hash);
  let waiting: string[] = [];
  const flush = () => {
    tree = grown(tree, waiting, hash);
    waiting = [];
  };
  for await (const line of lines()) {
    count(frame, memberOf(line), plan);
    waiting.push(line);
    if (waiting.length === 4_096) flush();
  }
  flush();
  if (!equal(tree, expected.population))
    return { step: 'population', message: 'The population is not the one that was frozen.' };
  const drawing = new Drawing(plan, frame, seed, hash);
  const again = emptyFrame();
  let ordinal = 0;
  for await (const line of lines()) {
    const member = memberOf(line);
    drawing.add(ordinal, member, count(again, member, plan));
    ordinal += 1;
  }
  if (!equal(sampleTree(drawing.sample(), hash), expected.sample))
    return { step: 'sample', message: 'The population gives another sample.' };
  return undefined;
}

/** The tree over what was drawn. */
export const sampleTree = (drawn: readonly Chosen[], hash?: Hash) =>
  grown({ size: 0, edge: [] }, drawn.map(sampleLine), hash);

const equal = ({ size, root }: { size: number; root: Uint8Array }, expected: Expected): boolean =>
  size === expected.size && toHex(root) === expected.root;
