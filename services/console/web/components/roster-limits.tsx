import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { RosterLimitsInput } from '@zhiheng/contracts';
import { Button, Card, InputNumber } from 'antd';
import { useState } from 'react';
import { rosterSettingsQuery, setRosterLimits } from '../api/rosters.ts';
import { useSay } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { Field } from './field.tsx';
import { Loaded } from './loaded.tsx';
import { ProblemAlert } from './problem-alert.tsx';

/** From how many on a second person confirms: seen by whoever works with rosters, set by who administers security. */
export function RosterLimits() {
  const say = useSay();
  const query = useQuery(rosterSettingsQuery);
  return (
    <Card size="small" className="panel" title={say('roster.limits')}>
      <p className="muted" style={{ marginTop: 0 }}>
        {say('roster.limitsLead')}
      </p>
      <Loaded query={query}>{(settings) => <LimitFields limits={settings} />}</Loaded>
    </Card>
  );
}

function LimitFields({ limits }: { limits: RosterLimitsInput }) {
  const say = useSay();
  const queries = useQueryClient();
  const mayset = may(useMe(), 'administer-security', 'role');
  const [changed, change] = useState<Partial<RosterLimitsInput>>({});
  const { sharePercent, unitPeople } = { ...limits, ...changed };
  const save = useMutation({
    mutationFn: () => setRosterLimits({ sharePercent, unitPeople }),
    onSuccess: (settings) => {
      queries.setQueryData(rosterSettingsQuery.queryKey, settings);
      change({});
    },
  });
  const fields = [
    { name: 'sharePercent', label: say('roster.share'), value: sharePercent, max: 100 },
    { name: 'unitPeople', label: say('roster.unitPeople'), value: unitPeople, max: 10_000 },
  ] as const;
  return (
    <>
      {save.error && <ProblemAlert error={save.error} />}
      <div className="filters">
        {fields.map(({ name, label, value, max }) => (
          <Field key={name} label={label} width={180}>
            {(id) => (
              <InputNumber<number>
                id={id}
                min={0}
                max={max}
                precision={0}
                value={value}
                disabled={!mayset}
                onChange={(next) => change({ ...changed, ...(next === null ? {} : { [name]: next }) })}
              />
            )}
          </Field>
        ))}
        {mayset && (
          <Button disabled={Object.keys(changed).length === 0} loading={save.isPending} onClick={() => save.mutate()}>
            {say('roster.save')}
          </Button>
        )}
      </div>
    </>
  );
}
