import { logFaults } from '@zhiheng/contracts';
import { Table, Tag, Typography } from 'antd';
import type { Integrity } from '../api/integrity.ts';
import type { HeadVerdict } from '../api/verify-head.ts';
import { useSpeech } from '../app/language.tsx';
import { Moment } from './moment.tsx';

type Witness = Integrity['witnesses'][number];

interface WitnessesTableProps {
  integrity: Integrity;
  /** By the witness's key; undefined while the browser has not judged. */
  cosignatures: HeadVerdict['cosignatures'] | undefined;
}

/** Who outside has signed the log, how far, and whether this browser finds the signature to hold. */
export function WitnessesTable({ integrity: { witnesses, size }, cosignatures }: WitnessesTableProps) {
  const { say, pick } = useSpeech();
  return (
    <Table<Witness>
      size="small"
      rowKey="vkey"
      aria-label={say('integrity.witnesses')}
      pagination={false}
      dataSource={witnesses}
      locale={{ emptyText: say('integrity.noWitness') }}
      columns={[
        {
          title: say('integrity.witness'),
          key: 'name',
          render: (_, { name, vkey }) => (
            <>
              {name}
              <Typography.Text copyable={{ text: vkey }} className="code muted" style={{ display: 'block' }}>
                {vkey}
              </Typography.Text>
            </>
          ),
        },
        {
          title: say('integrity.cosigned'),
          key: 'size',
          width: 200,
          render: (_, { size: signed, at }) =>
            signed === null ? (
              '—'
            ) : (
              <>
                {say('integrity.entries', { count: signed })}
                {signed < size && <span className="muted"> ({say('integrity.behind', { count: size - signed })})</span>}
                {at && (
                  <div className="muted">
                    <Moment at={at} seconds />
                  </div>
                )}
              </>
            ),
        },
        {
          title: say('state'),
          key: 'state',
          width: 240,
          render: (_, { vkey, fault }) => (
            <>
              <Judged found={cosignatures?.get(vkey)} />
              {fault && <div>{pick(logFaults[fault])}</div>}
            </>
          ),
        },
      ]}
    />
  );
}

function Judged({ found }: { found: { holds: boolean; size: number } | undefined }) {
  const { say } = useSpeech();
  if (!found) return <Tag>{say('integrity.notCosigned')}</Tag>;
  return found.holds ? (
    <Tag color="green">{say('integrity.cosignatureHolds', { size: found.size })}</Tag>
  ) : (
    <Tag color="red">{say('integrity.cosignatureFails', { size: found.size })}</Tag>
  );
}
