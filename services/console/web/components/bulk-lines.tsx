import type { BulkLine, BulkPreview, RequestPreview } from '@zhiheng/contracts';
import { Button, Table, Tag } from 'antd';
import { useSay } from '../app/language.tsx';
import { Conflicts } from './conflicts.tsx';
import { LossList } from './loss-list.tsx';
import { useNames } from './names.ts';
import { useRequestTitle } from './request-title.ts';
import { ThinlyCoveredList } from './thinly-covered-list.tsx';
import { periodText } from './times.ts';

interface Row {
  /** From 1, as the services count. */
  number: number;
  line: BulkLine;
  outlook: BulkPreview['lines'];
}

interface LinesProps {
  lines: readonly BulkLine[];
  preview: BulkPreview | undefined;
  onRemove: (number: number) => void;
}

/** The lines to be submitted, each with what would become of it; a line by post may stand for several requests. */
export function BulkLines({ lines, preview, onRemove }: LinesProps) {
  const say = useSay();
  const { roleName, unitName } = useNames();
  const rows = lines.map((line, index) => ({
    number: index + 1,
    line,
    outlook: preview?.lines.filter((one) => one.line === index + 1) ?? [],
  }));
  return (
    <Table<Row>
      size="small"
      rowKey="number"
      aria-label={say('bulk.lines')}
      pagination={false}
      dataSource={rows}
      columns={[
        { title: say('bulk.line'), key: 'number', width: 60, dataIndex: 'number' },
        { title: say('request.beneficiary'), key: 'who', render: (_, { line }) => line.beneficiary },
        {
          title: say('change'),
          key: 'what',
          render: (_, { line }) =>
            line.post ?? `${say(`change.${line.change ?? 'grant'}`)} ${line.role ? roleName(line.role) : ''}`,
        },
        { title: say('unit'), key: 'unit', render: (_, { line }) => (line.unit ? unitName(line.unit) : '—') },
        {
          title: say('validity'),
          key: 'validity',
          render: (_, { line }) =>
            periodText({ validFrom: line.validFrom ?? null, validUntil: line.validUntil ?? null }, say),
        },
        {
          title: say('new.preview'),
          key: 'outlook',
          width: 380,
          render: (_, { outlook }) => outlook.map((one, index) => <Outlook key={index} outlook={one} />),
        },
        {
          title: say('actionsColumn'),
          key: 'actions',
          width: 80,
          render: (_, { number }) => (
            <Button size="small" onClick={() => onRemove(number)}>
              {say('bulk.remove')}
            </Button>
          ),
        },
      ]}
    />
  );
}

function Outlook({ outlook: { preview, problem } }: { outlook: BulkPreview['lines'][number] }) {
  const say = useSay();
  const titleOf = useRequestTitle();
  const { unitName } = useNames();
  const fault = problem ?? preview?.problem;
  const refused = fault || preview?.submittable === false;
  return (
    <div style={{ marginBottom: 4 }}>
      <Tag color={refused ? 'red' : 'green'}>{say(refused ? 'bulk.refused' : 'new.submittable')}</Tag>
      {preview && `${titleOf(preview)} · ${unitName(preview.unit)}`}
      {fault && (
        <div>
          {fault.title} {fault.detail && <span className="muted">{fault.detail}</span>}
        </div>
      )}
      {preview && preview.conflicts.length > 0 && <Conflicts conflicts={preview.conflicts} />}
      {preview && <Left preview={preview} />}
    </div>
  );
}

/** What a removal leaves behind, folded: a file has many lines. */
function Left({ preview: { thinlyCovered = [], losses = [] } }: { preview: RequestPreview }) {
  const say = useSay();
  if (thinlyCovered.length + losses.length === 0) return null;
  return (
    <details>
      <summary>
        {thinlyCovered.length > 0
          ? say('cover.thin', { count: thinlyCovered.length })
          : say('staffing.losses', { count: losses.length })}
      </summary>
      <ThinlyCoveredList duties={thinlyCovered} />
      {losses.length > 0 && <LossList losses={losses} />}
    </details>
  );
}
