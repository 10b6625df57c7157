import { Card, Radio } from 'antd';
import { readStaffing, type StaffingFilters, staffingFilterNames } from '../api/analysis.ts';
import { useSay } from '../app/language.tsx';
import { Field } from '../components/field.tsx';
import { ItemFilter, UnitFilter } from '../components/filters.tsx';
import { Loaded } from '../components/loaded.tsx';
import { More } from '../components/more.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { PeopleSelect } from '../components/people-select.tsx';
import { StaffingTable } from '../components/staffing-table.tsx';
import { StaffingWhatIf } from '../components/staffing-what-if.tsx';
import { useAddressFilters } from '../components/use-address-filters.ts';
import { usePages } from '../components/use-pages.ts';

/** Whether the duties of every item can be filled by distinct people, with nobody, one or two away, and without whom not. */
export function StaffingPage() {
  const say = useSay();
  const [filters, setFilters] = useAddressFilters(staffingFilterNames);
  const staffing = usePages(['staffing', filters], (cursor) => readStaffing(filters, cursor));
  return (
    <>
      <PageHeading title={say('staffing.title')} lead={say('staffing.lead')} />
      <StaffingWhatIf />
      <Card size="small">
        <Filters filters={filters} onChange={setFilters} />
        <Loaded query={staffing} empty={say('staffing.empty')} isEmpty={(rows) => rows.length === 0}>
          {(rows) => (
            <>
              <p role="status">
                {say('staffing.figures', {
                  rows: rows.length,
                  broken: rows.filter(({ feasible }) => !feasible).length,
                  fragile: rows.filter(({ feasible, critical }) => feasible && critical.length > 0).length,
                })}
              </p>
              <StaffingTable rows={rows} resiliency={Number(filters.resiliency ?? 0)} />
              <More {...staffing} count={rows.length} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

function Filters({ filters, onChange }: { filters: StaffingFilters; onChange: (filters: StaffingFilters) => void }) {
  const say = useSay();
  const set = (name: keyof StaffingFilters) => (value: string | undefined) => {
    const { [name]: _, ...others } = filters;
    onChange(value ? { ...others, [name]: value } : others);
  };
  return (
    <search className="filters">
      <div className="field">
        <span id="resiliency">{say('staffing.resiliency')}</span>
        <Radio.Group
          aria-labelledby="resiliency"
          optionType="button"
          value={filters.resiliency ?? '0'}
          onChange={({ target }) => set('resiliency')(target.value as string)}
          options={['0', '1', '2'].map((count) => ({ value: count, label: say('staffing.people', { count }) }))}
        />
      </div>
      <UnitFilter label={say('unit')} value={filters.unit} onChange={set('unit')} />
      <ItemFilter label={say('item')} value={filters.item} onChange={set('item')} />
      <Field label={say('staffing.away')} width={320}>
        {(id) => (
          <PeopleSelect
            id={id}
            value={filters.away?.split(',') ?? []}
            onChange={(usernames) => set('away')(usernames.join(',') || undefined)}
          />
        )}
      </Field>
    </search>
  );
}
