import { useMutation } from '@tanstack/react-query';
import { Alert, Modal } from 'antd';
import { useSyncExternalStore } from 'react';
import { confirmStepUp, declineStepUp, stepUpStore } from '../api/step-up.ts';
import { useSay } from './language.tsx';

/** Asks for the second factor when a service wants it shown before what was asked; the page beneath stays as it is. */
export function StepUpDialog() {
  const say = useSay();
  const asked = useSyncExternalStore(stepUpStore.subscribe, stepUpStore.read);
  const { mutate, isPending, error, reset } = useMutation({ mutationFn: confirmStepUp });
  return (
    <Modal
      open={asked !== undefined}
      title={say('stepUp.title')}
      okText={say('stepUp.confirm')}
      cancelText={say('cancel')}
      okButtonProps={{ loading: isPending, autoFocus: true }}
      onOk={() => mutate()}
      onCancel={() => {
        reset();
        declineStepUp();
      }}
      zIndex={2000}
      centered
    >
      <p>{say('stepUp.lead')}</p>
      {error && <Alert type="warning" showIcon role="alert" title={say('stepUp.failed')} />}
    </Modal>
  );
}
