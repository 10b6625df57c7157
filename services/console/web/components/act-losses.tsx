import type { StaffingLoss } from '@zhiheng/contracts';
import { Alert } from 'antd';
import { useSay } from '../app/language.tsx';
import { LossList } from './loss-list.tsx';

/** What an act leaves worse off, or that it leaves nothing so. */
export function ActLosses({ losses }: { losses: readonly StaffingLoss[] }) {
  const say = useSay();
  if (losses.length === 0)
    return <Alert type="success" showIcon title={say('staffing.noLoss')} style={{ marginTop: 12 }} />;
  return (
    <>
      <h3>{say('staffing.losses', { count: losses.length })}</h3>
      <LossList losses={losses} />
    </>
  );
}
