import { Alert, Button } from 'antd';
import type { Finding, Verification } from '../api/entries.ts';
import { useSay } from '../app/language.tsx';
import { ProblemAlert } from './problem-alert.tsx';

interface Verdict {
  verification: { data: Verification | undefined; error: Error | null; isPending: boolean; mutate: () => void };
  onOpen: (id: string) => void;
}

/** What recomputing the whole log has found: names what was tampered with. */
export function LogVerdict({ verification: { data, error, isPending, mutate }, onOpen }: Verdict) {
  return (
    <section className="panel" aria-live="polite" hidden={!error && !data}>
      {error && <ProblemAlert error={error} onRetry={mutate} />}
      {data && !isPending && <Outcome verification={data} onOpen={onOpen} />}
    </section>
  );
}

function Outcome({ verification, onOpen }: { verification: Verification; onOpen: (id: string) => void }) {
  const say = useSay();
  const { intact, size, total, findings, removed } = verification;
  if (intact) {
    const gone = removed.reduce((sum, { entries }) => sum + entries, 0);
    return (
      <Alert
        role="status"
        type="success"
        showIcon
        title={say('log.intact', { size })}
        description={gone > 0 && say('log.intactRemoved', { count: gone })}
      />
    );
  }
  return (
    <Alert
      type="error"
      showIcon
      title={say('log.tampered', { total })}
      description={
        <ul style={{ margin: 0, paddingInlineStart: 20 }}>
          {findings.map((finding) => (
            <li key={JSON.stringify(finding)}>
              <OneFinding finding={finding} />
              {finding.id && <FindingLink id={finding.id} onOpen={onOpen} />}
            </li>
          ))}
        </ul>
      }
    />
  );
}

function OneFinding({ finding: { kind, index = 0, level = 0, n = 0, last = 0, entries = 0 } }: { finding: Finding }) {
  const say = useSay();
  if (kind === 'shortened' || kind === 'rewritten')
    return <strong>{say(`log.finding.${kind}`, { size: index })}</strong>;
  if (kind === 'unlawful') return <strong>{say('log.finding.unlawful', { from: index, last, entries })}</strong>;
  if (kind === 'unread') return <>{say('log.finding.unread', { index })}</>;
  if (kind === 'altered' || kind === 'missing' || kind === 'hidden')
    return <strong>{say(`log.finding.${kind}`, { index })}</strong>;
  if (kind === 'tile') return <>{say('log.finding.tile', { level, n })}</>;
  return <>{say(`log.finding.${kind}`)}</>;
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
