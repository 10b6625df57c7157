import { Card } from 'antd';
import { readSignalStreams } from '../api/signals.ts';
import { useSay } from '../app/language.tsx';
import { Loaded } from '../components/loaded.tsx';
import { More } from '../components/more.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { SignalStreamsTable } from '../components/signal-streams-table.tsx';
import { usePages } from '../components/use-pages.ts';

/** Whom the centre tells of leavers, and what did not reach them. */
export function SignalsPage() {
  const say = useSay();
  const streams = usePages(['signals'], readSignalStreams);
  return (
    <>
      <PageHeading title={say('signals.title')} lead={say('signals.lead')} />
      <Card size="small">
        <Loaded query={streams} empty={say('signals.empty')} isEmpty={(rows) => rows.length === 0}>
          {(rows) => (
            <>
              <SignalStreamsTable rows={rows} />
              <More {...streams} count={rows.length} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}
