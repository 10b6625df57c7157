import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useSay } from '../app/language.tsx';
import { Field } from './field.tsx';
import { PeopleSelect } from './people-select.tsx';
import type { WhatIfForm } from './what-if-form.ts';

/** Who might leave or be away. */
export function AbsencesWhatIf({ onAsk, pending }: WhatIfForm) {
  const say = useSay();
  const [departures, setDepartures] = useState<string[]>([]);
  const [leaves, setLeaves] = useState<string[]>([]);
  const nobody = departures.length + leaves.length === 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAsk({ departures, leaves });
  };
  return (
    <form className="filters" onSubmit={submit}>
      <Field label={say('staffing.leavers')} width={320}>
        {(id) => <PeopleSelect id={id} value={departures} onChange={setDepartures} />}
      </Field>
      <Field label={say('staffing.onLeave')} width={320}>
        {(id) => <PeopleSelect id={id} value={leaves} onChange={setLeaves} />}
      </Field>
      <Button type="primary" htmlType="submit" disabled={nobody} loading={pending}>
        {say('staffing.preview')}
      </Button>
      {nobody && <span className="muted">{say('staffing.needSomebody')}</span>}
    </form>
  );
}
