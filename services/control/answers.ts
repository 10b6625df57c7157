import { said } from '@zhiheng/contracts';
import { Problem } from '@zhiheng/http';

/** What a self-check asks: how the work was done, what it contains, its policy basis, permissions against posts. */
const questions = ['procedure', 'content', 'policyBasis', 'permissions'] as const;
export type Question = (typeof questions)[number];

interface Answer {
  ok: boolean;
  /** What is wrong; needed when `ok` is false. */
  note?: string;
}
export type Answers = Record<Question, Answer>;

/** Throws Problem `invalid-request` that names each fault without its note. */
export function requireNotes(answers: Answers): void {
  const errors = questions
    .filter((question) => !answers[question].ok && answers[question].note === undefined)
    .map((question) => ({ path: `/answers/${question}/note`, message: said('fault-note') }));
  if (errors.length) throw new Problem('invalid-request', said('fault-needs-note'), { errors });
}

/** The answers without the words: these may speak of people, and the log keeps no personal data. */
export function outcomeOf(answers: Answers): Record<Question, boolean> {
  return Object.fromEntries(questions.map((question) => [question, answers[question].ok])) as Record<Question, boolean>;
}
