import { useQuery } from '@tanstack/react-query';
import type { Person } from '@zhiheng/contracts';
import { Button, Card, Input, Select, Space, Table, Tag } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { unitsQuery } from '../api/catalogue.ts';
import { readPeople } from '../api/people.ts';
import { useSay } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { NewPersonDialog } from '../components/arrival-dialogs.tsx';
import { Field } from '../components/field.tsx';
import { Loaded } from '../components/loaded.tsx';
import { More } from '../components/more.tsx';
import { useNames } from '../components/names.ts';
import { PageHeading } from '../components/page-heading.tsx';
import { PersonStateTag } from '../components/tags.tsx';
import { UnitSelect } from '../components/unit-select.tsx';
import { UnitSuspensionDialog } from '../components/unit-suspension-dialog.tsx';
import { usePages } from '../components/use-pages.ts';

/** The people in sight; the filters live in the address, so that it can be kept and sent. */
export function PeoplePage() {
  const say = useSay();
  const me = useMe();
  const [adding, setAdding] = useState(false);
  const [query, setQuery] = useSearchParams();
  const unit = query.get('unit') ?? undefined;
  const text = query.get('text') ?? undefined;
  const stateText = query.get('state');
  const state = stateText === 'departed' || stateText === 'active' ? stateText : undefined;
  const people = usePages(['people', unit, state, text], (cursor) => readPeople({ unit, state, text }, 50, cursor));
  const set = (name: string, value: string | undefined) =>
    setQuery((before) => {
      const next = new URLSearchParams(before);
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    });
  return (
    <>
      <PageHeading
        title={say('people.title')}
        lead={say('people.lead')}
        extra={
          <Space>
            <SuspendUnit unit={unit} />
            {may(me, 'administer-accounts', 'account') && (
              <Button onClick={() => setAdding(true)}>{say('people.add')}</Button>
            )}
          </Space>
        }
      />
      <NewPersonDialog open={adding} onClose={() => setAdding(false)} />
      <Card size="small">
        <search className="filters">
          <Field label={say('people.search')} width={220}>
            {(id) => (
              <Input.Search id={id} allowClear defaultValue={text} onSearch={(value) => set('text', value.trim())} />
            )}
          </Field>
          <Field label={say('unit')} width={240}>
            {(id) => (
              <UnitSelect
                id={id}
                allowClear
                placeholder={say('allUnits')}
                value={unit}
                onChange={(value) => set('unit', value)}
              />
            )}
          </Field>
          <Field label={say('state')} width={130}>
            {(id) => (
              <Select
                id={id}
                allowClear
                placeholder={say('all')}
                value={state}
                onChange={(value?: string) => set('state', value)}
                style={{ width: '100%' }}
                options={[
                  { value: 'active', label: say('person.state.active') },
                  { value: 'departed', label: say('person.state.departed') },
                ]}
              />
            )}
          </Field>
        </search>
        <Loaded query={people} empty={say('people.empty')} isEmpty={(rows) => rows.length === 0}>
          {(rows) => (
            <>
              <PeopleTable people={rows} />
              <More {...people} count={rows.length} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

/** Of the unit that the list is filtered by, for those who administer accounts or security; never the whole centre. */
function SuspendUnit({ unit: code }: { unit: string | undefined }) {
  const say = useSay();
  const me = useMe();
  const [open, setOpen] = useState(false);
  const { data: units = [] } = useQuery(unitsQuery);
  const unit = units.find((one) => one.code === code);
  const mayIt = may(me, 'administer-accounts', 'account') || may(me, 'administer-security', 'role');
  if (!mayIt || !unit || unit.parent === null) return null;
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        {say('people.suspendUnit')}
      </Button>
      <UnitSuspensionDialog unit={unit} open={open} onClose={() => setOpen(false)} />
    </>
  );
}

function PeopleTable({ people }: { people: Person[] }) {
  const say = useSay();
  const { unitName, roleName } = useNames();
  return (
    <Table<Person>
      size="small"
      rowKey="id"
      aria-label={say('people.title')}
      pagination={false}
      dataSource={people}
      columns={[
        {
          title: say('name'),
          key: 'name',
          render: (_, { id, username, name }) => <Link to={`/people/${username ?? id}`}>{name}</Link>,
        },
        { title: say('username'), key: 'username', render: (_, { username }) => username ?? '—' },
        { title: say('unit'), key: 'unit', render: (_, { unit }) => unitName(unit) },
        { title: say('post'), key: 'post', dataIndex: 'post' },
        {
          title: say('roles'),
          key: 'roles',
          render: (_, { roles }) => (
            <span className="tags">
              {roles.map((role) => (
                <Tag key={role}>{roleName(role)}</Tag>
              ))}
            </span>
          ),
        },
        { title: say('state'), key: 'state', width: 90, render: (_, { state }) => <PersonStateTag state={state} /> },
      ]}
    />
  );
}
