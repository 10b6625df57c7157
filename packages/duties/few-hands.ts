import type { CompiledPolicy } from './compile.ts';
import { tasksOf } from './tasks.ts';

/** Of the highest risk, and yet through the hands of so few. */
export interface FewHands {
  item: string;
  /** How many distinct people a case of it takes: its duties, those bound to each other once. */
  people: number;
}

const highest = 3;
const enough = 3;

/** Items in use of the highest risk of which fewer than three people do the separate duties of a case. */
export const fewHands = ({ items }: CompiledPolicy): FewHands[] =>
  items
    .filter(({ risk, retired }) => risk === highest && !retired)
    .map((item) => ({ item: item.code, people: tasksOf(item).length }))
    .filter(({ people }) => people < enough);
