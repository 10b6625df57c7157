import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Request } from '@zhiheng/contracts';
import { App, Button } from 'antd';
import { withdrawRequest } from '../api/requests.ts';
import { useSay } from '../app/language.tsx';
import { ProblemAlert } from './problem-alert.tsx';

/** Takes a pending request back, after asking. */
export function WithdrawButton({ request }: { request: Request }) {
  const say = useSay();
  const { modal, message } = App.useApp();
  const queries = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => withdrawRequest(request.id),
    onSuccess: () => void message.success(say('request.withdrawn')),
    onError: (error) =>
      void modal.error({ title: say('request.withdraw'), content: <ProblemAlert error={error} />, width: 560 }),
    onSettled: () => queries.invalidateQueries(),
  });
  const ask = () =>
    void modal.confirm({
      title: say('request.withdrawQuestion'),
      content: say('request.withdrawDetail'),
      okText: say('request.withdraw'),
      cancelText: say('cancel'),
      onOk: () => mutate(),
    });
  return (
    <Button size="small" loading={isPending} onClick={ask}>
      {say('request.withdraw')}
    </Button>
  );
}
