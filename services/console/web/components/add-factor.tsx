import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { addPasskey, addTotp, offerTotp } from '../api/account.ts';
import { useSay } from '../app/language.tsx';
import { ProblemAlert } from './problem-alert.tsx';

interface Values {
  name: string;
  code?: string;
}

/** Adds a factor: its name, and for an authenticator the secret and a first code. */
export function AddFactor({ kind, onAdded }: { kind: 'passkey' | 'totp'; onAdded: (codes: string[] | null) => void }) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Values>();
  const offer = useMutation({ mutationFn: offerTotp, onSuccess: () => setOpen(true) });
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: ({ name, code = '' }: Values) => (kind === 'totp' ? addTotp(name, code) : addPasskey(name)),
    onSuccess: (codes) => {
      close();
      onAdded(codes);
    },
  });
  function close() {
    reset();
    offer.reset();
    setOpen(false);
  }
  return (
    <>
      <Button loading={offer.isPending} onClick={() => (kind === 'totp' ? offer.mutate() : setOpen(true))}>
        {say(kind === 'totp' ? 'account.addTotp' : 'account.addPasskey')}
      </Button>
      {offer.error && <ProblemAlert error={offer.error} />}
      <Modal
        open={open}
        title={say(kind === 'totp' ? 'account.addTotp' : 'account.addPasskey')}
        okText={say('account.add')}
        cancelText={say('cancel')}
        okButtonProps={{ loading: isPending }}
        onOk={() => form.submit()}
        onCancel={close}
        destroyOnHidden
      >
        {offer.data && <Secret {...offer.data} />}
        <Form<Values> form={form} layout="vertical" preserve={false} onFinish={(values) => mutate(values)}>
          <Form.Item
            name="name"
            label={say('account.name')}
            initialValue={say(`account.kind.${kind}`)}
            rules={[{ required: true, whitespace: true, message: say('account.needName') }]}
          >
            <Input maxLength={60} />
          </Form.Item>
          {kind === 'totp' && (
            <Form.Item
              name="code"
              label={say('account.code')}
              rules={[{ required: true, pattern: /^\d{3} ?\d{3}$/, message: say('account.needCode') }]}
            >
              <Input inputMode="numeric" autoComplete="one-time-code" maxLength={7} />
            </Form.Item>
          )}
        </Form>
        {error && <ProblemAlert error={error} />}
      </Modal>
    </>
  );
}

function Secret({ svg, secret }: { svg: string; secret: string }) {
  const say = useSay();
  return (
    <>
      <p>{say('account.scan')}</p>
      <img
        src={`data:image/svg+xml,${encodeURIComponent(svg)}`}
        width={200}
        height={200}
        alt=""
        style={{ display: 'block', margin: '0 auto' }}
      />
      <p>
        <code style={{ overflowWrap: 'anywhere' }}>{secret}</code>
      </p>
    </>
  );
}
