import type { SelfCheckDraft, SelfCheckEntry, SelfCheckFormDocument } from '@zhiheng/contracts';

type Loose<T> = { [K in keyof T]?: T[K] | null | undefined };
type Corrected = NonNullable<SelfCheckEntry['corrected']>;

/** One place of the form as the fields hold it: what is left out is undefined or empty. */
interface EntryValues {
  question: string;
  group: string | null;
  ok?: boolean | undefined;
  note?: string | undefined;
  corrected?: Loose<Corrected> | undefined;
  help?: string | undefined;
  findings?: Loose<SelfCheckEntry['findings'][number]>[] | undefined;
}

export interface DraftValues {
  entries: EntryValues[];
  checkedOwn?: number | null;
  checkedOthers?: number | null;
  remark?: string;
}

/** The places of a form in its order, each with what the draft says. */
export function valuesOf({ form, draft }: Pick<SelfCheckFormDocument, 'form' | 'draft'>): DraftValues {
  const before = new Map(draft?.entries.map((entry) => [`${entry.question} ${entry.group}`, entry]));
  const entries = form.questions.flatMap(({ id, perGroup }) =>
    (perGroup ? form.groups.map(({ group }) => group) : [null]).map(
      (group): EntryValues => before.get(`${id} ${group}`) ?? { question: id, group, findings: [] },
    ),
  );
  return {
    entries,
    checkedOwn: draft?.checkedOwn ?? 0,
    checkedOthers: draft?.checkedOthers ?? 0,
    remark: draft?.remark ?? '',
  };
}

/** What of the fields is a draft: only what was answered, nothing that is empty. */
export function draftOf({ entries, checkedOwn, checkedOthers, remark }: DraftValues): SelfCheckDraft {
  return {
    entries: entries.flatMap((entry) => (entry.ok === undefined ? [] : [entryOf(entry, entry.ok)])),
    checkedOwn: checkedOwn ?? 0,
    checkedOthers: checkedOthers ?? 0,
    ...(remark?.trim() ? { remark: remark.trim() } : {}),
  };
}

function entryOf({ question, group, note, corrected, help, findings }: EntryValues, ok: boolean): SelfCheckEntry {
  if (ok) return { question, group, ok, findings: [] };
  const { what, on, by } = corrected ?? {};
  return {
    question,
    group,
    ok,
    ...(note?.trim() ? { note: note.trim() } : {}),
    ...(what?.trim() && on && by?.trim() ? { corrected: { what: what.trim(), on, by: by.trim() } } : {}),
    ...(help?.trim() ? { help: help.trim() } : {}),
    findings: (findings ?? []).map(({ key, nature, riskLevel, description, item, amountFen }) => ({
      ...(key ? { key } : {}),
      nature: nature ?? 'error',
      riskLevel: riskLevel ?? 1,
      description: description?.trim() ?? '',
      item: item ?? null,
      amountFen: amountFen ?? null,
    })),
  };
}
