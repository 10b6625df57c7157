import { useQuery } from '@tanstack/react-query';
import type { StaffingPreviewInput } from '@zhiheng/contracts';
import { Alert, Card, Spin } from 'antd';
import { useMemo } from 'react';
import { staffingPreviewQuery } from '../api/analysis.ts';
import { useSay } from '../app/language.tsx';
import type { CureInput } from './cure-choice.tsx';
import { itemFrom, type ListedValues } from './listed-input.ts';
import { LossList } from './loss-list.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { useSettled } from './use-settled.ts';

interface Props {
  values: ListedValues | undefined;
  taken: readonly string[];
  /** What is to end with it. */
  cure: CureInput;
}

/** Undefined until the item is whole and some role is to do some of it. */
function askedOf({ values, taken, cure }: Props): StaffingPreviewInput | undefined {
  const item = values?.code && !taken.includes(values.code) ? itemFrom(values.code, values) : undefined;
  if (!item) return undefined;
  const performers = item.duties.flatMap((duty) =>
    (values?.performers?.[duty] ?? []).map((role) => ({ item: item.code, duty, role })),
  );
  if (performers.length === 0) return undefined;
  return { newItems: [item], performers, ...(cure.length > 0 ? { removals: cure } : {}) };
}

/** Who could fill the duties of a new item if the chosen roles were given them, and what is to end with it had ended. */
export function NewItemStaffing(props: Props) {
  const say = useSay();
  const settled = useSettled(JSON.stringify(askedOf(props)), 350);
  const input = useMemo(() => (settled ? (JSON.parse(settled) as StaffingPreviewInput) : undefined), [settled]);
  const { data, error, isFetching, refetch } = useQuery(staffingPreviewQuery(input));
  return (
    <Card size="small" className="panel" title={say('performers.result')} aria-live="polite">
      {!input && <p className="muted">{say('performers.pending')}</p>}
      <Spin spinning={isFetching} delay={200}>
        {error && <ProblemAlert error={error} onRetry={refetch} />}
        {input && data?.total === 0 && <Alert type="success" showIcon title={say('performers.fillable')} />}
        {input && data && data.total > 0 && <LossList losses={data.losses} total={data.total} />}
      </Spin>
    </Card>
  );
}
