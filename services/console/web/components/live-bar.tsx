import { PauseOutlined, PlayCircleOutlined } from '@ant-design/icons';
import { Alert, Badge, Button } from 'antd';
import { useSay } from '../app/language.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import type { Follow, FollowState } from './use-follow.ts';

const colours = {
  connecting: 'processing',
  live: 'success',
  waiting: 'warning',
  paused: 'default',
  idle: 'default',
} as const;

/** How the log is being followed; pausing loses nothing. */
export function LiveBar({ follow: { state, entries, error, pause, resume } }: { follow: Follow }) {
  const say = useSay();
  if (state === 'refused') return <ProblemAlert error={error} onRetry={resume} />;
  const stopped: readonly FollowState[] = ['paused', 'idle'];
  return (
    <Alert
      className="panel"
      type="info"
      role="status"
      title={
        <>
          <Badge status={colours[state]} text={say(`log.live.${state}`)} />
          <span className="muted"> · {say('log.live.count', { count: entries.length })}</span>
        </>
      }
      action={
        stopped.includes(state) ? (
          <Button size="small" icon={<PlayCircleOutlined />} onClick={resume}>
            {say('log.live.resume')}
          </Button>
        ) : (
          <Button size="small" icon={<PauseOutlined />} onClick={pause}>
            {say('log.live.pause')}
          </Button>
        )
      }
    />
  );
}
