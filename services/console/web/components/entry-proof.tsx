import { CheckCircleFilled, CloseCircleFilled, MinusCircleOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import type { Entry } from '@zhiheng/contracts';
import { Alert, Button } from 'antd';
import { readCheckpoint, readKey, readProof } from '../api/entries.ts';
import { type Step, verifyEntry } from '../api/verify-entry.ts';
import { publicTiles } from '../api/verify-head.ts';
import { useSay } from '../app/language.tsx';
import { ProblemAlert } from './problem-alert.tsx';

/** Verifies, in this browser and step by step, that the signed tree of the log holds the entry as it is shown. */
export function EntryProof({ entry }: { entry: Entry }) {
  const say = useSay();
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: async () => {
      // The key and the newest checkpoint come from the log's public addresses, not with the proof.
      const [proof, vkey] = await Promise.all([readProof(entry.id), readKey(entry.centre)]);
      const [checkpoint, readTile] = [await readCheckpoint(entry.centre), publicTiles(entry.centre)];
      return verifyEntry({ entry, proof, vkey, checkpoint, readTile });
    },
  });
  return (
    <>
      <p className="muted">{say('log.verifyHint')}</p>
      <Button type="primary" loading={isPending} onClick={() => mutate()}>
        {say('log.verify')}
      </Button>
      <div style={{ marginTop: 12 }} aria-live="polite">
        {error && <ProblemAlert error={error} onRetry={mutate} />}
        {data && <Outcome steps={data} />}
      </div>
    </>
  );
}

function Outcome({ steps }: { steps: readonly Step[] }) {
  const say = useSay();
  const proved = steps.every(({ state }) => state === 'passed');
  return (
    <>
      <Alert
        type={proved ? 'success' : 'error'}
        showIcon
        role="status"
        className="panel"
        title={say(proved ? 'log.proved' : 'log.notProved')}
      />
      <ol className="plain proof">
        {steps.map((step) => (
          <li key={step.name}>
            <OneStep step={step} />
          </li>
        ))}
      </ol>
    </>
  );
}

const icons = {
  passed: <CheckCircleFilled style={{ color: '#389e0d' }} />,
  failed: <CloseCircleFilled style={{ color: '#cf1322' }} />,
  skipped: <MinusCircleOutlined />,
};

const labels = {
  leafHash: 'log.leafHash',
  index: 'log.index',
  treeSize: 'log.treeSize',
  root: 'log.root',
  signedBy: 'log.signedBy',
} as const;

function OneStep({ step: { name, state, facts, fault } }: { step: Step }) {
  const say = useSay();
  const title = name === 'inclusion' ? say('log.step.inclusion', { count: facts.count ?? 0 }) : say(`log.step.${name}`);
  return (
    <>
      <div>
        {icons[state]} <strong>{title}</strong>
        {state === 'failed' && ` · ${say('log.stepFailed')}`}
        {state === 'skipped' && ` · ${say('log.stepSkipped')}`}
      </div>
      {fault && (
        <div>
          {say(`log.fault.${name}`)} <span className="code muted">{fault}</span>
        </div>
      )}
      {Object.entries(facts).map(([fact, value]) =>
        fact in labels ? (
          <div key={fact} className="muted">
            {say(labels[fact as keyof typeof labels])}: <span className="code">{value}</span>
          </div>
        ) : null,
      )}
    </>
  );
}
