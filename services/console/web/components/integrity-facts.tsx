import { logFaults } from '@zhiheng/contracts';
import { Alert, Descriptions } from 'antd';
import type { Integrity } from '../api/integrity.ts';
import { useSpeech } from '../app/language.tsx';
import { Moment } from './moment.tsx';

/** How far the log has come, and what waits for its place in it. */
export function IntegrityFacts({ integrity }: { integrity: Integrity }) {
  const { say, pick } = useSpeech();
  const { size, signedAt, waiting, waitingSince, fault, seen } = integrity;
  return (
    <>
      {fault && (
        <Alert
          type="error"
          showIcon
          className="panel"
          title={say('integrity.stopped')}
          description={pick(logFaults[fault])}
        />
      )}
      <Descriptions
        size="small"
        bordered
        column={2}
        items={[
          { key: 'size', label: say('integrity.size'), children: say('integrity.entries', { count: size }) },
          { key: 'at', label: say('integrity.signedAt'), children: signedAt ? <Moment at={signedAt} seconds /> : '—' },
          {
            key: 'waiting',
            label: say('integrity.waiting'),
            children: waitingSince ? (
              <>
                {say('integrity.waitingSome', { count: waiting })} <Moment at={waitingSince} seconds />
              </>
            ) : (
              say('integrity.waitingNone')
            ),
          },
          {
            key: 'seen',
            label: say('integrity.seen'),
            children: seen ? say('integrity.entries', { count: seen.size }) : say('none'),
          },
        ]}
      />
    </>
  );
}
