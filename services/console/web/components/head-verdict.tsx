import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons';
import { Alert, Typography } from 'antd';
import type { Continuation } from '../api/verify-head.ts';
import { useSay } from '../app/language.tsx';
import type { Head } from './use-head-verdict.ts';

/** What this browser has found of the log's head, and the head itself to copy. */
export function HeadVerdictPane({ head: { checkpoint, vkey, verdict } }: { head: Head }) {
  const say = useSay();
  const holds = verdict.fault === undefined && verdict.continues.every(({ fault }) => fault === undefined);
  return (
    <>
      <Alert
        type={holds ? 'success' : 'error'}
        showIcon
        role="status"
        className="panel"
        title={say(holds ? 'integrity.holds' : 'integrity.broken')}
        description={
          <ul className="plain">
            <Check fault={verdict.fault} title={say('integrity.signature')} />
            {verdict.continues.map((one) => (
              <Check key={one.by} fault={one.fault} title={titleOf(one, say)} />
            ))}
            {verdict.fault === undefined && !verdict.continues.some(({ by }) => by === 'browser') && (
              <li className="muted">{say('integrity.firstVisit')}</li>
            )}
          </ul>
        }
      />
      <h3>{say('integrity.checkpoint')}</h3>
      <Copied text={checkpoint} />
      <h3>{say('integrity.key')}</h3>
      <p className="muted">{say('integrity.keyHint')}</p>
      <Copied text={vkey} />
    </>
  );
}

const titleOf = ({ by, size }: Continuation, say: ReturnType<typeof useSay>): string =>
  say(`integrity.continues.${by}`, { size });

function Check({ title, fault }: { title: string; fault: string | undefined }) {
  return (
    <li>
      {fault === undefined ? (
        <CheckCircleFilled style={{ color: '#389e0d' }} />
      ) : (
        <CloseCircleFilled style={{ color: '#cf1322' }} />
      )}{' '}
      {title} {fault && <span className="code muted">{fault}</span>}
    </li>
  );
}

/** Text whose every byte counts. */
function Copied({ text }: { text: string }) {
  return (
    <Typography.Paragraph copyable={{ text }} style={{ marginBottom: 12 }}>
      <span className="code" style={{ whiteSpace: 'pre-wrap' }}>
        {text.trimEnd()}
      </span>
    </Typography.Paragraph>
  );
}
