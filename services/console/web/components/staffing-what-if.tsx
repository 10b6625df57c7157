import { useMutation } from '@tanstack/react-query';
import { Alert, Card, Tabs } from 'antd';
import { useState } from 'react';
import { previewStaffing } from '../api/analysis.ts';
import { useSay } from '../app/language.tsx';
import { LossList } from './loss-list.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { AbsencesWhatIf } from './what-if-absences.tsx';
import { ItemWhatIf } from './what-if-item.tsx';
import { RemovalsWhatIf } from './what-if-removals.tsx';

/** What would no longer work if people left or were away, grants went, or items began or changed; nothing is changed by asking. */
export function StaffingWhatIf() {
  const say = useSay();
  const { mutate, data, error, isPending, reset } = useMutation({ mutationFn: previewStaffing });
  const [kind, setKind] = useState('absences');
  const form = { onAsk: mutate, pending: isPending };
  return (
    <Card size="small" className="panel" title={say('staffing.whatIf')}>
      <p className="muted">{say('staffing.whatIfLead')}</p>
      <Tabs
        size="small"
        activeKey={kind}
        onChange={(next) => {
          setKind(next);
          reset();
        }}
        items={[
          { key: 'absences', label: say('whatIf.absences'), children: <AbsencesWhatIf {...form} /> },
          { key: 'removals', label: say('whatIf.removals'), children: <RemovalsWhatIf {...form} /> },
          { key: 'item', label: say('whatIf.item'), children: <ItemWhatIf {...form} /> },
        ]}
      />
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
