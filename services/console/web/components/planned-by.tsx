import type { Inspection } from '@zhiheng/contracts';
import { useSay } from '../app/language.tsx';

/** Who planned an inspection: somebody of the centre, or the centre above. */
export function PlannedBy({ inspection: { plannedBy, orderedBy } }: { inspection: Inspection }) {
  const say = useSay();
  return <>{orderedBy === null ? (plannedBy ?? '—') : say('order.from', { centre: orderedBy })}</>;
}
