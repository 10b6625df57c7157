import type { LogVerification, VerificationResult } from '@zhiheng/contracts';
import { Alert, Button } from 'antd';
import type { Finding } from '../api/verifications.ts';
import { useSay } from '../app/language.tsx';
import { Moment } from './moment.tsx';

interface Verdict {
  /** The newest that has a result. */
  run: LogVerification & { result: VerificationResult };
  onOpen: (id: string) => void;
}

/** What recomputing the whole log has found last: names what was tampered with. */
export function LogVerdict({ run, onOpen }: Verdict) {
  const say = useSay();
  const { intact, size, total, findings } = run.result;
  return (
    <section className="panel" aria-live="polite">
      {intact ? (
        <Alert
          role="status"
          type="success"
          showIcon
          title={say('log.intact', { size })}
          description={<WhatElse run={run} />}
        />
      ) : (
        <Alert
          type="error"
          showIcon
          title={say('log.tampered', { total })}
          description={
            <>
              <ul style={{ margin: 0, paddingInlineStart: 20 }}>
                {findings.map((finding) => (
                  <li key={JSON.stringify(finding)}>
                    <OneFinding finding={finding} />
                    {finding.id && <FindingLink id={finding.id} onOpen={onOpen} />}
                  </li>
                ))}
              </ul>
              <WhatElse run={run} />
            </>
          }
        />
      )}
    </section>
  );
}

/** Of when the verdict is, and what was gone over beside the entries. */
function WhatElse({ run: { result, askedBy, finishedAt } }: Pick<Verdict, 'run'>) {
  const say = useSay();
  const { checkpoints, cosignatures, unknownCosignatures, removed } = result;
  const gone = removed.reduce((sum, { entries }) => sum + entries, 0);
  return (
    <>
      <div>{say('integrity.checkpoints', { count: checkpoints, cosignatures })}</div>
      {unknownCosignatures > 0 && <div>{say('integrity.unknownCosignatures', { count: unknownCosignatures })}</div>}
      {gone > 0 && <div>{say('log.intactRemoved', { count: gone })}</div>}
      <div className="muted">
        {say('integrity.askedFor', { by: askedBy })} {finishedAt && <Moment at={finishedAt} seconds />}
      </div>
    </>
  );
}

function OneFinding({ finding }: { finding: Finding }) {
  const say = useSay();
  const { kind, index = 0, level = 0, n = 0, last = 0, entries = 0, at, witness = '' } = finding;
  switch (kind) {
    case 'shortened':
    case 'rewritten':
      return <strong>{say(`log.finding.${kind}`, { size: index })}</strong>;
    case 'checkpoint-signature':
    case 'checkpoint-root':
    case 'checkpoint-key':
    case 'checkpoint-missing':
    case 'cosignature':
      return (
        <strong>
          {say(`log.finding.${kind}`, { size: index, witness })} {at && <Moment at={at} seconds />}
        </strong>
      );
    case 'unlawful':
      return <strong>{say('log.finding.unlawful', { from: index, last, entries })}</strong>;
    case 'unread':
      return <>{say('log.finding.unread', { index })}</>;
    case 'altered':
    case 'missing':
    case 'hidden':
      return <strong>{say(`log.finding.${kind}`, { index })}</strong>;
    case 'tile':
      return <>{say('log.finding.tile', { level, n })}</>;
    default:
      return <>{say(`log.finding.${kind}`)}</>;
  }
}

function FindingLink({ id, onOpen }: { id: string; onOpen: (id: string) => void }) {
  const say = useSay();
  return (
    <>
      {' '}
      <span className="code">{id}</span>{' '}
      <Button type="link" size="small" onClick={() => onOpen(id)}>
        {say('log.openEntry')}
      </Button>
    </>
  );
}
