import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type EntryExport, exportFormats, exportStates } from '@zhiheng/contracts';
import { App, Button, Flex, Progress, Table, Tag } from 'antd';
import { cancelExport, readExportFile } from '../api/entry-exports.ts';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { DownloadButton } from './download-button.tsx';
import { FilterTags } from './filter-tags.tsx';
import { Moment } from './moment.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { RemovedRanges } from './retention-removed.tsx';

const colours = {
  queued: 'default',
  running: 'blue',
  ready: 'green',
  failed: 'red',
  cancelled: 'default',
  expired: 'default',
} as const;

/** One's exports: how far each is, its file once it is whole, and why it failed. */
export function ExportsTable({ rows }: { rows: EntryExport[] }) {
  const { say, pick } = useSpeech();
  return (
    <Table<EntryExport>
      size="small"
      rowKey="id"
      aria-label={say('exports.title')}
      pagination={false}
      dataSource={rows}
      columns={[
        { title: say('at'), key: 'at', width: 150, render: (_, { createdAt }) => <Moment at={createdAt} seconds /> },
        {
          title: say('exports.format'),
          key: 'format',
          width: 130,
          render: (_, { format }) => pick(exportFormats[format]),
        },
        {
          title: say('exports.what'),
          key: 'what',
          render: (_, { filters, reason }) => (
            <>
              <FilterTags filters={filters} />
              <div className="muted">{reason}</div>
            </>
          ),
        },
        { title: say('state'), key: 'state', width: 250, render: (_, row) => <State row={row} /> },
        { title: say('actionsColumn'), key: 'actions', width: 170, render: (_, row) => <Actions row={row} /> },
      ]}
    />
  );
}

function State({
  row: { state, progress, failure, entries, bytes, sha256, expiresAt, removed = [] },
}: {
  row: EntryExport;
}) {
  const { say, pick } = useSpeech();
  return (
    <>
      <Tag color={colours[state]}>{pick(exportStates[state])}</Tag>
      {(state === 'running' || state === 'queued') && (
        <Progress percent={Math.floor(progress * 100)} size="small" aria-label={say('exports.progress')} />
      )}
      {failure && <div>{pick(wordsOf('problems', failure))}</div>}
      {state === 'ready' && (
        <div className="muted">
          <div>{say('exports.size', { entries, kilobytes: Math.ceil(bytes / 1024) })}</div>
          {expiresAt && (
            <div>
              {say('exports.keptUntil')} <Moment at={expiresAt} />
            </div>
          )}
          {sha256 && <div className="code">SHA-256 {sha256}</div>}
        </div>
      )}
      {removed.length > 0 && (
        <>
          {say('exports.lacks')}
          <RemovedRanges removed={removed} />
        </>
      )}
    </>
  );
}

function Actions({ row: { id, state, format, createdAt } }: { row: EntryExport }) {
  const { say } = useSpeech();
  const queries = useQueryClient();
  const { modal } = App.useApp();
  const cancel = useMutation({
    mutationFn: () => cancelExport(id),
    onError: (error) => void modal.error({ title: say('exports.cancel'), content: <ProblemAlert error={error} /> }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['exports'] }),
  });
  const unfinished = state === 'queued' || state === 'running';
  if (!unfinished && state !== 'ready') return null;
  const extension = format === 'bundle' ? 'json' : format;
  return (
    <Flex gap={6} wrap>
      {state === 'ready' && (
        <DownloadButton
          label={say('exports.download')}
          name={`entries-${createdAt.slice(0, 10)}-${id.slice(-8)}.${extension}`}
          read={() => readExportFile(id)}
        />
      )}
      <Button loading={cancel.isPending} onClick={() => cancel.mutate()}>
        {say(unfinished ? 'exports.cancel' : 'exports.giveUp')}
      </Button>
    </Flex>
  );
}
