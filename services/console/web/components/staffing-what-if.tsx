import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Card } from 'antd';
import { type FormEvent, useState } from 'react';
import { previewStaffing } from '../api/analysis.ts';
import { useSay } from '../app/language.tsx';
import { Field } from './field.tsx';
import { LossList } from './loss-list.tsx';
import { PeopleSelect } from './people-select.tsx';
import { ProblemAlert } from './problem-alert.tsx';

/** What would no longer work if people left or were away; nothing is changed by asking. */
export function StaffingWhatIf() {
  const say = useSay();
  const [departures, setDepartures] = useState<string[]>([]);
  const [leaves, setLeaves] = useState<string[]>([]);
  const { mutate, data, error, isPending } = useMutation({ mutationFn: previewStaffing });
  const nobody = departures.length + leaves.length === 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate({ departures, leaves });
  };
  return (
    <Card size="small" className="panel" title={say('staffing.whatIf')}>
      <p className="muted">{say('staffing.whatIfLead')}</p>
      <form className="filters" onSubmit={submit}>
        <Field label={say('staffing.leavers')} width={320}>
          {(id) => <PeopleSelect id={id} value={departures} onChange={setDepartures} />}
        </Field>
        <Field label={say('staffing.onLeave')} width={320}>
          {(id) => <PeopleSelect id={id} value={leaves} onChange={setLeaves} />}
        </Field>
        <Button type="primary" htmlType="submit" disabled={nobody} loading={isPending}>
          {say('staffing.preview')}
        </Button>
        {nobody && <span className="muted">{say('staffing.needSomebody')}</span>}
      </form>
      {error && <ProblemAlert error={error} />}
      <div aria-live="polite">
        {data &&
          (data.total === 0 ? (
            <Alert type="success" showIcon title={say('staffing.noLoss')} />
          ) : (
            <>
              <p role="status">{say('staffing.losses', { count: data.total })}</p>
              <LossList losses={data.losses} total={data.total} />
            </>
          ))}
      </div>
    </Card>
  );
}
