import type { ControlQuestion, Dimension, SelfCheckDraft, SelfCheckEntry, SelfCheckForm } from '@zhiheng/contracts';
import { type Said, said } from '@zhiheng/contracts';
import type { Answers, Question } from '../answers.ts';

export interface SectionItem {
  item: string;
  name: { zh: string; en: string };
  insurance: string;
}

/** A place of the form: a question, for a group of items or for the whole section. */
export interface Place {
  question: string;
  group: string | null;
}

/** The form of a section: its items by insurance, and the questions of the settings. */
export function formOf(items: readonly SectionItem[], questions: readonly ControlQuestion[]): SelfCheckForm {
  const groups = [...Map.groupBy(items, ({ insurance }) => insurance)].map(([group, own]) => ({
    group,
    items: own.map(({ item, name }) => ({ item, name })),
  }));
  return { groups, questions: [...questions] };
}

/** Every place that is to be answered. */
export const placesOf = ({ groups, questions }: SelfCheckForm): Place[] =>
  questions.flatMap(({ id, perGroup }): Place[] =>
    perGroup ? groups.map(({ group }) => ({ question: id, group })) : [{ question: id, group: null }],
  );

const keyOf = ({ question, group }: Place): string => `${question} ${group ?? ''}`;

/** The places that a draft does not answer. */
export function missingOf(form: SelfCheckForm, draft: SelfCheckDraft | null): Place[] {
  const answered = new Set(draft?.entries.map(keyOf));
  return placesOf(form).filter((place) => !answered.has(keyOf(place)));
}

interface Fault {
  path: string;
  message: Said;
}

/** What is amiss in a draft by its form: places that are not there or answered twice, faults without a note, items of others. */
export function draftFaults(form: SelfCheckForm, { entries }: SelfCheckDraft): Fault[] {
  const places = new Set(placesOf(form).map(keyOf));
  const items = new Set(form.groups.flatMap(({ items: own }) => own.map(({ item }) => item)));
  const seen = new Set<string>();
  return entries.flatMap((entry, index) => {
    const path = `/draft/entries/${index}`;
    const key = keyOf(entry);
    const twice = seen.has(key);
    seen.add(key);
    return [
      ...(places.has(key) ? [] : [{ path: `${path}/question`, message: said('no-such-question') }]),
      ...(twice ? [{ path, message: said('given-twice') }] : []),
      ...(entry.ok || entry.note !== undefined ? [] : [{ path: `${path}/note`, message: said('fault-note') }]),
      ...(entry.ok && entry.findings.length
        ? [{ path: `${path}/findings`, message: said('finding-needs-fault') }]
        : []),
      ...entry.findings.flatMap(({ item }, at) =>
        item === null || items.has(item)
          ? []
          : [{ path: `${path}/findings/${at}/item`, message: said('item-of-another') }],
      ),
    ];
  });
}

const answerOf: Record<Dimension, Question> = {
  procedure: 'procedure',
  content: 'content',
  'policy-basis': 'policyBasis',
  permissions: 'permissions',
};
const mostNote = 2000;

/** What the answers of the form come to, by dimension: fine where each is, else with the notes of those that are not. */
export function answersOf(form: SelfCheckForm, { entries }: SelfCheckDraft): Answers {
  const byId = new Map(form.questions.map((question) => [question.id, question]));
  const answers: Answers = {
    procedure: { ok: true },
    content: { ok: true },
    policyBasis: { ok: true },
    permissions: { ok: true },
  };
  for (const { question, ok, note } of entries) {
    const asked = byId.get(question);
    if (ok || !asked) continue;
    const name = answerOf[asked.dimension];
    const before = answers[name].note;
    answers[name] = {
      ok: false,
      note: [before, `${asked.text.zh}：${note}`].filter(Boolean).join('；').slice(0, mostNote),
    };
  }
  return answers;
}

/** The findings that are entered with the answers, each with the question it answers. */
export function findingsOf(form: SelfCheckForm, draft: SelfCheckDraft) {
  const byId = new Map(form.questions.map((question) => [question.id, question]));
  return draft.entries.flatMap((entry: SelfCheckEntry) => {
    const question = byId.get(entry.question);
    return question ? entry.findings.map((finding) => ({ question, finding })) : [];
  });
}
