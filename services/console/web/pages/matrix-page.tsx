import { useQuery } from '@tanstack/react-query';
import { Card, Checkbox, Empty, Input, Select } from 'antd';
import { useMemo, useState } from 'react';
import { conflictsQuery, staffingQuery } from '../api/analysis.ts';
import { useSay } from '../app/language.tsx';
import { Field } from '../components/field.tsx';
import { Loaded } from '../components/loaded.tsx';
import { figuresOf, fittingRows, indexConflicts, type MatrixFilters } from '../components/matrix.ts';
import { MatrixTable } from '../components/matrix-table.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { UnitSelect } from '../components/unit-select.tsx';

/** Who holds which duty of which item, with conflicts, single holders and what cannot be finished marked. */
export function MatrixPage() {
  const say = useSay();
  const staffing = useQuery(staffingQuery);
  const { data: conflicts, error, refetch } = useQuery(conflictsQuery);
  const [filters, setFilters] = useState<MatrixFilters>({ onlyProblems: false });
  const index = useMemo(() => indexConflicts(conflicts ?? []), [conflicts]);
  return (
    <>
      <PageHeading title={say('matrix.title')} lead={say('matrix.lead')} />
      <Card size="small">
        <Filters filters={filters} onChange={setFilters} />
        {error && <ProblemAlert error={error} onRetry={refetch} />}
        <Loaded query={staffing}>
          {(rows) => {
            const fitting = fittingRows(rows, index, filters);
            return (
              <>
                <p role="status">{say('matrix.summary', { ...figuresOf(fitting, index) })}</p>
                {fitting.length > 0 ? (
                  <MatrixTable rows={fitting} index={index} />
                ) : (
                  <Empty description={say('matrix.empty')} image={Empty.PRESENTED_IMAGE_SIMPLE} />
                )}
              </>
            );
          }}
        </Loaded>
      </Card>
    </>
  );
}

function Filters({ filters, onChange }: { filters: MatrixFilters; onChange: (filters: MatrixFilters) => void }) {
  const say = useSay();
  return (
    <search className="filters">
      <Field label={say('unit')} width={240}>
        {(id) => (
          <UnitSelect
            id={id}
            allowClear
            placeholder={say('allUnits')}
            value={filters.unit}
            onChange={(unit) => onChange({ ...filters, unit })}
          />
        )}
      </Field>
      <Field label={say('risk')} width={140}>
        {(id) => (
          <Select<number>
            id={id}
            allowClear
            placeholder={say('all')}
            value={filters.risk ?? null}
            onChange={(risk?: number) => onChange({ ...filters, risk })}
            style={{ width: '100%' }}
            options={[1, 2, 3].map((level) => ({ value: level, label: say('riskLevel', { level }) }))}
          />
        )}
      </Field>
      <Field label={say('matrix.person')} width={200}>
        {(id) => (
          <Input
            id={id}
            allowClear
            placeholder={say('people.search')}
            value={filters.person}
            onChange={({ target }) => onChange({ ...filters, person: target.value.trim() })}
          />
        )}
      </Field>
      <Checkbox
        checked={filters.onlyProblems}
        onChange={({ target }) => onChange({ ...filters, onlyProblems: target.checked })}
        style={{ marginBottom: 5 }}
      >
        {say('matrix.onlyProblems')}
      </Checkbox>
    </search>
  );
}
