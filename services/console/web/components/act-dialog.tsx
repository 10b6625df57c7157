import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, type FormInstance, Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { useSay } from '../app/language.tsx';
import { Field } from './field.tsx';
import { ProblemAlert } from './problem-alert.tsx';

interface ActDialogProps<Values, Input, Preview, Done> {
  open: boolean;
  onClose: () => void;
  title: string;
  form: FormInstance<Values>;
  initial: Partial<Values>;
  /** The fields. */
  children: ReactNode;
  /** What the service is asked; undefined while something lacks. */
  inputOf: (values: Values) => Input | undefined;
  /** Absent: nothing that it does needs to be seen before. */
  preview?: { ask: (input: Input) => Promise<Preview>; show: (preview: Preview) => ReactNode };
  act: (input: Input) => Promise<Done>;
  actWords: string;
  /** What has to be typed once the preview has been seen, before it is done. */
  confirm?: { text: string; label: string };
  /** It takes something from somebody. */
  danger?: boolean;
  onDone: (done: Done) => void;
}

/** Words explain an act; what it does does not depend on them. */
const judged = (input: object | undefined): string | undefined =>
  input && JSON.stringify({ ...input, reason: undefined, note: undefined });

/**
 * A form whose act is previewed first: the one button previews what is filled in, and acts once that has been seen. Whatever
 * else is filled in afterwards has to be seen anew.
 */
export function ActDialog<Values extends object, Input extends object, Preview = never, Done = unknown>(
  props: ActDialogProps<Values, Input, Preview, Done>,
) {
  const { open, onClose, title, form, initial, children, inputOf, preview, confirm, act, actWords, danger, onDone } =
    props;
  const say = useSay();
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const seen = useMutation({
    mutationFn: async (input: Input) =>
      preview && { of: judged(input), content: await preview.ask(input), show: preview.show },
  });
  const acted = useMutation({
    mutationFn: act,
    onSuccess: (done) => {
      close();
      void queries.invalidateQueries();
      onDone(done);
    },
  });
  function close() {
    seen.reset();
    acted.reset();
    setTyped('');
    onClose();
  }
  const values = Form.useWatch([], form) as Values | undefined;
  const isSeen = seen.data !== undefined && values !== undefined && seen.data.of === judged(inputOf(values));
  const ready = !preview || isSeen;
  const submit = (filled: Values) => {
    const input = inputOf(filled);
    if (!input) return;
    if (ready) acted.mutate(input);
    else seen.mutate(input);
  };
  const error = acted.error ?? seen.error;
  return (
    <Modal
      open={open}
      onCancel={close}
      width={820}
      title={title}
      okText={ready ? actWords : say('act.preview')}
      cancelText={say('cancel')}
      okButtonProps={{
        danger: ready && danger === true,
        disabled: ready && confirm !== undefined && typed.trim() !== confirm.text,
        loading: seen.isPending || acted.isPending,
      }}
      onOk={() => form.submit()}
      destroyOnHidden
      centered
      styles={{ body: { maxHeight: 'calc(100vh - 200px)', overflow: 'auto' } }}
    >
      <Form<Values> form={form} layout="vertical" initialValues={initial} preserve={false} onFinish={submit}>
        {children}
      </Form>
      <div aria-live="polite">
        {error && <ProblemAlert error={error} />}
        {seen.data && ready && (
          <>
            <h3>{say('departure.what')}</h3>
            {seen.data.show(seen.data.content)}
            {confirm && (
              <div style={{ marginTop: 12 }}>
                <Field label={confirm.label} width={360}>
                  {(id) => (
                    <Input
                      id={id}
                      value={typed}
                      onChange={({ target }) => setTyped(target.value)}
                      autoComplete="off"
                      spellCheck={false}
                    />
                  )}
                </Field>
              </div>
            )}
          </>
        )}
        {seen.data && !ready && <p className="muted">{say('act.again')}</p>}
      </div>
    </Modal>
  );
}
