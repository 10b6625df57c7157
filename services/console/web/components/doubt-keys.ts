import { type KeyboardEvent, useEffect, useRef, useState } from 'react';

interface Keys {
  ids: readonly string[];
  selected: readonly string[];
  select: (ids: string[]) => void;
  open: (id: string) => void;
  clear: (ids: string[]) => void;
}

const rowOf = (id: string): HTMLElement | null => document.getElementById(`doubt-${id}`);

/** One row is current: J and K move, space and A select, C clears the selection or else the current row, Enter opens it. */
export function useDoubtKeys({ ids, selected, select, open, clear }: Keys) {
  const [current, setCurrent] = useState(0);
  const moved = useRef(false);
  const at = Math.max(0, Math.min(current, ids.length - 1));
  const id = ids[at];
  useEffect(() => {
    if (moved.current && id) rowOf(id)?.focus();
  }, [id]);
  const go = (to: number) => {
    moved.current = true;
    setCurrent(Math.max(0, Math.min(ids.length - 1, to)));
  };
  const acts: Record<string, () => void> = {
    j: () => go(at + 1),
    k: () => go(at - 1),
    ArrowDown: () => go(at + 1),
    ArrowUp: () => go(at - 1),
    ' ': () => id && select(selected.includes(id) ? selected.filter((one) => one !== id) : [...selected, id]),
    a: () => select(selected.length === ids.length ? [] : [...ids]),
    c: () => clear(selected.length > 0 ? [...selected] : id ? [id] : []),
    Enter: () => id && open(id),
  };
  return (one: string) => ({
    id: `doubt-${one}`,
    tabIndex: one === id ? 0 : -1,
    onFocus: () => setCurrent(ids.indexOf(one)),
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!act || event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      act();
    },
  });
}
