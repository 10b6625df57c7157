import type { Entry } from '@zhiheng/contracts';
import { Button, Table } from 'antd';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { Moment } from './moment.tsx';
import { useNames } from './names.ts';
import { OutcomeTag } from './tags.tsx';

/** Entries, newest first. */
export function EntriesTable({ entries, onOpen }: { entries: readonly Entry[]; onOpen: (id: string) => void }) {
  const { say, pick } = useSpeech();
  const { unitName, itemName } = useNames();
  return (
    <Table<Entry>
      size="small"
      rowKey="id"
      aria-label={say('log.title')}
      pagination={false}
      dataSource={[...entries]}
      onRow={({ id }) => ({ onClick: () => onOpen(id), style: { cursor: 'pointer' } })}
      columns={[
        { title: say('at'), key: 'at', width: 164, render: (_, { at }) => <Moment at={at} seconds /> },
        {
          title: say('log.action'),
          key: 'action',
          width: 112,
          render: (_, { action }) => pick(wordsOf('actions', action)),
        },
        {
          title: say('log.outcome'),
          key: 'outcome',
          width: 80,
          render: (_, { outcome }) => <OutcomeTag outcome={outcome} />,
        },
        { title: say('log.actor'), key: 'actor', width: 150, render: (_, { actor, client }) => actor ?? client ?? '—' },
        {
          title: say('log.target'),
          key: 'target',
          ellipsis: true,
          render: (_, { targetType, target }) =>
            `${targetType ? pick(wordsOf('things', targetType)) : ''} ${target ?? ''}`.trim() || '—',
        },
        {
          title: `${say('unit')} / ${say('item')}`,
          key: 'where',
          width: 170,
          render: (_, { unit, item }) => (
            <>
              {unit ? unitName(unit) : '—'}
              {item && <div className="muted">{itemName(item)}</div>}
            </>
          ),
        },
        {
          title: say('actionsColumn'),
          key: 'actions',
          width: 64,
          render: (_, { id }) => (
            <Button
              size="small"
              type="link"
              onClick={(event) => {
                event.stopPropagation();
                onOpen(id);
              }}
            >
              {say('view')}
            </Button>
          ),
        },
      ]}
    />
  );
}
