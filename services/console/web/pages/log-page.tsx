import { SafetyOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Card, Flex, Switch } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { type EntryFilters, filterNames } from '../api/entry-filters.ts';
import { useSay } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { EntryDrawer } from '../components/entry-drawer.tsx';
import { EntryFacetsPane } from '../components/entry-facets.tsx';
import { EntryFiltersForm } from '../components/entry-filters-form.tsx';
import { EntryList } from '../components/entry-list.tsx';
import { ExportButton } from '../components/export-button.tsx';
import { FilterTags } from '../components/filter-tags.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { useAddressFilters } from '../components/use-address-filters.ts';

/** The trail. Filters and the open entry live in the address, so that it can be kept and sent. */
export function LogPage() {
  const say = useSay();
  const me = useMe();
  const queries = useQueryClient();
  const [query, setQuery] = useSearchParams();
  const [filters, setFilters] = useAddressFilters(filterNames);
  const [live, setLive] = useState(false);
  const open = (id: string | undefined) =>
    setQuery(
      (before) => {
        const next = new URLSearchParams(before);
        if (id) next.set('entry', id);
        else next.delete('entry');
        return next;
      },
      { preventScrollReset: true },
    );
  const search = (wanted: EntryFilters) => {
    // The same question once more is a new one: what was logged meanwhile belongs to it.
    if (sameFilters(wanted, filters)) void queries.invalidateQueries({ queryKey: ['entries', filters] });
    setFilters(wanted);
  };
  return (
    <>
      <PageHeading
        title={say('log.title')}
        lead={say('log.lead')}
        extra={
          <Flex gap={12} align="center">
            <span>
              <Switch checked={live} onChange={setLive} aria-label={say('log.live')} /> {say('log.live')}
            </span>
            {may(me, 'export', 'entry') && <ExportButton filters={filters} />}
            <Link to="/integrity">
              <SafetyOutlined /> {say('integrity.title')}
            </Link>
          </Flex>
        }
      />
      <Card size="small">
        <EntryFiltersForm key={JSON.stringify(filters)} filters={filters} onSearch={search} />
        <Flex gap={16} align="start">
          <div style={{ flex: '0 0 184px', minWidth: 0 }}>
            <EntryFacetsPane filters={filters} onNarrow={search} />
          </div>
          <div style={{ flex: 1, minWidth: 0 }}>
            <div style={{ marginBottom: 8 }}>
              <FilterTags filters={filters} onDrop={search} />
            </div>
            <EntryList filters={filters} live={live} onOpen={open} />
          </div>
        </Flex>
      </Card>
      <EntryDrawer id={query.get('entry') ?? undefined} onClose={() => open(undefined)} />
    </>
  );
}

const sameFilters = (one: EntryFilters, other: EntryFilters): boolean =>
  filterNames.every((name) => (one[name] ?? '') === (other[name] ?? ''));
