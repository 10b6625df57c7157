import { type SamplingPlan, said } from '@zhiheng/contracts';
import { type FieldFault, fieldsProblem } from '@zhiheng/http';

/** The plan that is asked for on top of the centre's own. Throws Problem `invalid-request` for one that says too little. */
export function planFrom(settings: SamplingPlan, given: Partial<SamplingPlan> = {}): SamplingPlan {
  const { count, intervalFen, ...plan } = { ...settings, ...given };
  const faults: FieldFault[] = [];
  if (plan.method === 'count' && count === undefined)
    faults.push({ path: '/plan/count', message: said('sampling-needs-count') });
  if (plan.method === 'money' && intervalFen === undefined)
    faults.push({ path: '/plan/intervalFen', message: said('sampling-needs-interval') });
  if (plan.bandsFen.some((end, place) => place > 0 && end <= (plan.bandsFen[place - 1] as number)))
    faults.push({ path: '/plan/bandsFen', message: said('bands-ascend') });
  if (faults.length) throw fieldsProblem('invalid-request', faults);
  return {
    ...plan,
    ...(plan.method === 'count' && count !== undefined ? { count } : {}),
    ...(plan.method === 'money' && intervalFen !== undefined ? { intervalFen } : {}),
  };
}
