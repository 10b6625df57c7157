import { useQuery } from '@tanstack/react-query';
import type { EntryFacets } from '@zhiheng/contracts';
import { Button, Flex } from 'antd';
import { facetsQuery } from '../api/entries.ts';
import type { EntryFilterName, EntryFilters } from '../api/entry-filters.ts';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { Loaded } from './loaded.tsx';
import { useNames } from './names.ts';
import { minuteText } from './times.ts';

type Facet = keyof EntryFacets['facets'];

/** A unit's count is of its own entries, without those of the units below. */
const filterOf: Record<Facet, EntryFilterName> = {
  action: 'action',
  outcome: 'outcome',
  actor: 'actor',
  unit: 'onlyUnit',
  item: 'item',
};
const facets = ['action', 'outcome', 'actor', 'unit', 'item'] as const;
const titles = {
  action: 'log.action',
  outcome: 'log.outcome',
  actor: 'log.actor',
  unit: 'unit',
  item: 'item',
} as const;

interface FacetsProps {
  filters: EntryFilters;
  onNarrow: (filters: EntryFilters) => void;
}

/** How many of the entries that fit say what; a click narrows the filter to it. */
export function EntryFacetsPane({ filters, onNarrow }: FacetsProps) {
  const { say } = useSpeech();
  const query = useQuery({ ...facetsQuery(filters), refetchOnWindowFocus: false });
  return (
    <aside aria-label={say('log.facets')}>
      <Loaded query={query}>
        {({ counted, complete, searchableFrom, facets: counts }) => (
          <>
            <p className="muted" style={{ margin: '0 0 8px' }}>
              {say(complete ? 'log.counted' : 'log.countedNewest', { count: counted })}
              {searchableFrom && <> {say('log.notCounted', { from: minuteText(searchableFrom) })}</>}
            </p>
            {facets.map((facet) => (
              <OneFacet
                key={facet}
                facet={facet}
                values={counts[facet]}
                onNarrow={(value) => onNarrow({ ...filters, [filterOf[facet]]: value })}
              />
            ))}
          </>
        )}
      </Loaded>
    </aside>
  );
}

interface OneFacetProps {
  facet: Facet;
  values: EntryFacets['facets'][Facet];
  onNarrow: (value: string) => void;
}

function OneFacet({ facet, values, onNarrow }: OneFacetProps) {
  const { say, pick } = useSpeech();
  const { unitName, itemName } = useNames();
  const known = values.flatMap(({ value, count }) => (value === null ? [] : [{ value, count }]));
  if (known.length === 0) return null;
  const nameOf = (value: string): string => {
    if (facet === 'action') return pick(wordsOf('actions', value));
    if (facet === 'outcome') return pick(wordsOf('outcomes', value));
    if (facet === 'unit') return unitName(value);
    return facet === 'item' ? itemName(value) : value;
  };
  return (
    <section style={{ marginBottom: 12 }}>
      <h2 style={{ margin: '0 0 2px', fontSize: 13 }}>{say(titles[facet])}</h2>
      <ul className="plain">
        {known.map(({ value, count }) => (
          <li key={value}>
            <Button
              type="text"
              size="small"
              block
              style={{ paddingInline: 4, textAlign: 'start' }}
              onClick={() => onNarrow(value)}
              aria-label={say('log.narrow', { facet: say(titles[facet]), value: nameOf(value), count })}
            >
              <Flex justify="space-between" gap={6} style={{ width: '100%' }}>
                <span style={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>{nameOf(value)}</span>
                <span className="muted">{count}</span>
              </Flex>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
