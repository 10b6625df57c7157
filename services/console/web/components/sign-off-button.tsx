import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { signOffCertification } from '../api/certifications.ts';
import { useSay } from '../app/language.tsx';
import { ProblemAlert } from './problem-alert.tsx';

/** Fixes the result of a campaign, once asked whether that is meant. */
export function SignOffButton({ id }: { id: string }) {
  const say = useSay();
  const { modal } = App.useApp();
  const queries = useQueryClient();
  const { mutateAsync } = useMutation({ mutationFn: () => signOffCertification(id) });
  const ask = () =>
    modal.confirm({
      title: say('certification.signOffQuestion'),
      content: say('certification.signOffDetail'),
      okText: say('certification.signOff'),
      cancelText: say('cancel'),
      onOk: () =>
        mutateAsync().then(
          () => queries.invalidateQueries({ queryKey: ['certifications'] }),
          (error: unknown) =>
            void modal.error({
              title: say('certification.signOff'),
              content: <ProblemAlert error={error} />,
              okText: say('close'),
            }),
        ),
    });
  return (
    <Button type="primary" onClick={ask}>
      {say('certification.signOff')}
    </Button>
  );
}
