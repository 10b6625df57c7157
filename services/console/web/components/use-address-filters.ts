import { useMemo } from 'react';
import { useSearchParams } from 'react-router';

/** Filters that live in the address, so that it can be kept and sent. Setting them replaces all of them. */
export function useAddressFilters<Name extends string>(
  names: readonly Name[],
): [filters: { [K in Name]?: string }, set: (filters: { [K in Name]?: string }) => void] {
  const [query, setQuery] = useSearchParams();
  const text = query.toString();
  const filters = useMemo(() => {
    const given = new URLSearchParams(text);
    return Object.fromEntries(names.flatMap((name) => (given.get(name) ? [[name, given.get(name)]] : []))) as {
      [K in Name]?: string;
    };
  }, [text, names]);
  const set = (wanted: { [K in Name]?: string }) =>
    setQuery((before) => {
      const next = new URLSearchParams(before);
      for (const name of names) {
        const value = wanted[name];
        if (value) next.set(name, value);
        else next.delete(name);
      }
      return next;
    });
  return [filters, set];
}
