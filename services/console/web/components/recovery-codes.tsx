import { Button, Modal } from 'antd';
import { useSay } from '../app/language.tsx';

/** Recovery codes, shown this once. */
export function RecoveryCodes({ codes, onKept }: { codes: string[] | undefined; onKept: () => void }) {
  const say = useSay();
  return (
    <Modal
      open={codes !== undefined}
      title={say('account.codes')}
      onCancel={onKept}
      mask={{ closable: false }}
      footer={[
        <Button key="print" onClick={() => window.print()}>
          {say('ledger.print')}
        </Button>,
        <Button key="kept" type="primary" onClick={onKept}>
          {say('account.codesKept')}
        </Button>,
      ]}
    >
      <p>{say('account.codesLead')}</p>
      <ol style={{ columns: 2 }}>
        {codes?.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
    </Modal>
  );
}
