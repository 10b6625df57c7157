import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CertificationDecisionsInput, CertificationHolding } from '@zhiheng/contracts';
import { App } from 'antd';
import { certificationQuery, decideHoldings, myHoldingsQuery } from '../api/certifications.ts';
import { useSay } from '../app/language.tsx';
import { ProblemAlert } from './problem-alert.tsx';

type Decision = CertificationDecisionsInput['decisions'][number];

export interface Verdict extends Pick<Decision, 'decision' | 'reason' | 'coverPlan'> {
  grants: string[];
  /** Of those: whose removal needs the plan. */
  needing?: readonly string[];
}

/** Decides holdings; those decided leave the list, those refused stay and say why. */
export function useReview(id: string) {
  const say = useSay();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { mutate, isPending, error, data, reset } = useMutation({
    mutationFn: ({ grants, needing = [], coverPlan, ...verdict }: Verdict) =>
      decideHoldings(id, {
        decisions: grants.map((grant) => ({
          ...{ grant, ...verdict },
          ...(coverPlan && needing.includes(grant) ? { coverPlan } : {}),
        })),
      }),
    onSuccess: ({ verdicts }) => {
      const decided = new Set(verdicts.filter((one) => one.decided).map(({ grant }) => grant));
      if (decided.size > 0) void message.success(say('certification.done', { count: decided.size }));
      // Asking anew would say that the list was shown again, though nobody has looked at it.
      queries.setQueryData(myHoldingsQuery(id).queryKey, (holdings: CertificationHolding[] | undefined) =>
        holdings?.filter(({ grant }) => !decided.has(grant)),
      );
      void queries.invalidateQueries({ queryKey: certificationQuery(id).queryKey, exact: true });
      void queries.invalidateQueries({ queryKey: ['certifications'], exact: true });
    },
  });
  return {
    decide: (verdict: Verdict, onDone: () => void) => mutate(verdict, { onSuccess: onDone }),
    pending: isPending,
    error: error && <ProblemAlert error={error} />,
    refused: data?.verdicts.filter(({ decided }) => !decided) ?? [],
    dismiss: reset,
  };
}
