import { useQuery } from '@tanstack/react-query';
import type { Grant } from '@zhiheng/contracts';
import { Button, Table } from 'antd';
import { useState } from 'react';
import { type GrantFilters, heldGrantsQuery } from '../api/people.ts';
import { useSay } from '../app/language.tsx';
import { PersonFilter, RoleFilter, UnitFilter } from './filters.tsx';
import { Loaded } from './loaded.tsx';
import { useNames } from './names.ts';
import { periodText } from './times.ts';
import { useSettled } from './use-settled.ts';
import type { WhatIfForm } from './what-if-form.ts';

/** Which grants might be taken back: found by person, role or unit, chosen one by one or all of them. */
export function RemovalsWhatIf({ onAsk, pending }: WhatIfForm) {
  const say = useSay();
  const [filters, setFilters] = useState<GrantFilters>({});
  const [chosen, setChosen] = useState<string[]>([]);
  const set = (name: keyof GrantFilters) => (value: string | undefined) => {
    setChosen([]);
    setFilters({ ...filters, [name]: value?.trim() || undefined });
  };
  const settled = useSettled(JSON.stringify(filters), 350);
  const wanted = JSON.parse(settled) as GrantFilters;
  const some = Object.values(wanted).some(Boolean);
  const grants = useQuery({ ...heldGrantsQuery(wanted), enabled: some });
  return (
    <>
      <div className="filters">
        <PersonFilter label={say('person')} value={filters.person} onChange={set('person')} />
        <RoleFilter label={say('role')} width={240} value={filters.role} onChange={set('role')} />
        <UnitFilter label={say('unit')} value={filters.unit} onChange={set('unit')} />
        <Button
          type="primary"
          disabled={chosen.length === 0}
          loading={pending}
          onClick={() => onAsk({ grants: chosen })}
        >
          {say('whatIf.remove', { count: chosen.length })}
        </Button>
      </div>
      {some ? (
        <Loaded query={grants} empty={say('whatIf.noGrants')} isEmpty={(rows) => rows.length === 0}>
          {(rows) => <Choice grants={rows} chosen={chosen} onChoose={setChosen} />}
        </Loaded>
      ) : (
        <p className="muted">{say('whatIf.findGrants')}</p>
      )}
    </>
  );
}

interface ChoiceProps {
  grants: Grant[];
  chosen: string[];
  onChoose: (ids: string[]) => void;
}

function Choice({ grants, chosen, onChoose }: ChoiceProps) {
  const say = useSay();
  const { roleName, unitName } = useNames();
  return (
    <Table<Grant>
      size="small"
      rowKey="id"
      aria-label={say('whatIf.grants')}
      style={{ marginBottom: 12 }}
      pagination={grants.length > 10 ? { pageSize: 10, size: 'small', showSizeChanger: false } : false}
      dataSource={grants}
      rowSelection={{
        selectedRowKeys: chosen,
        onChange: (ids) => onChoose(ids.map(String)),
        preserveSelectedRowKeys: true,
      }}
      columns={[
        { title: say('person'), key: 'person', render: (_, { personName, username }) => `${personName} ${username}` },
        { title: say('role'), key: 'role', render: (_, { role }) => roleName(role) },
        { title: say('unit'), key: 'unit', render: (_, { unit }) => unitName(unit) },
        { title: say('validity'), key: 'validity', render: (_, grant) => periodText(grant, say) },
      ]}
    />
  );
}
