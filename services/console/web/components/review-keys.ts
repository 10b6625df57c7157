import { type KeyboardEvent, useEffect, useRef, useState } from 'react';

interface Keys {
  ids: readonly string[];
  selected: readonly string[];
  select: (ids: string[]) => void;
  keep: (ids: string[]) => void;
  remove: (ids: string[]) => void;
}

const rowOf = (id: string): HTMLElement | null => document.getElementById(`holding-${id}`);

/** One row is current; arrows move, space and A select, 1 and 2 decide on the selection or else on the current row. */
export function useReviewKeys({ ids, selected, select, keep, remove }: Keys) {
  const [current, setCurrent] = useState(0);
  const at = Math.min(current, ids.length - 1);
  const moved = useRef(false);
  const id = ids[at];
  useEffect(() => {
    // After a decision its row is gone: the keyboard goes on with the next one.
    if (moved.current && id) rowOf(id)?.focus();
  }, [id]);
  const go = (to: number) => {
    const next = Math.max(0, Math.min(ids.length - 1, to));
    setCurrent(next);
    rowOf(ids[next] ?? '')?.focus();
  };
  const targets = (): string[] => (selected.length > 0 ? [...selected] : id ? [id] : []);
  const acts: Record<string, () => void> = {
    ArrowDown: () => go(at + 1),
    ArrowUp: () => go(at - 1),
    Home: () => go(0),
    End: () => go(ids.length - 1),
    ' ': () => id && select(selected.includes(id) ? selected.filter((one) => one !== id) : [...selected, id]),
    a: () => select(selected.length === ids.length ? [] : [...ids]),
    '1': () => keep(targets()),
    '2': () => remove(targets()),
  };
  return {
    current: id,
    /** For the row's own element; keys typed in a control within it are that control's. */
    row: (one: string) => ({
      id: `holding-${one}`,
      tabIndex: one === id ? 0 : -1,
      onFocus: () => {
        moved.current = true;
        setCurrent(ids.indexOf(one));
      },
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
        const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
        if (!act || event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        act();
      },
    }),
  };
}
