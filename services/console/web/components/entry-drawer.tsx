import { useQuery } from '@tanstack/react-query';
import type { Entry } from '@zhiheng/contracts';
import { Descriptions, Drawer, Tabs } from 'antd';
import { entryQuery } from '../api/entries.ts';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { EntryChanges } from './entry-changes.tsx';
import { EntryProof } from './entry-proof.tsx';
import { Loaded } from './loaded.tsx';
import { Moment } from './moment.tsx';
import { useNames } from './names.ts';
import { OutcomeTag } from './tags.tsx';

/** One entry: what it says, what changed, its bytes, and the proof that the log holds it. */
export function EntryDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const { say } = useSpeech();
  return (
    <Drawer open={id !== undefined} onClose={onClose} title={say('log.detail')} size={760} destroyOnHidden>
      {id && <OneEntry id={id} />}
    </Drawer>
  );
}

function OneEntry({ id }: { id: string }) {
  const { say } = useSpeech();
  const query = useQuery(entryQuery(id));
  return (
    <Loaded query={query}>
      {(entry) => (
        <>
          <Facts entry={entry} />
          <Tabs
            items={[
              { key: 'changes', label: say('log.changes'), children: <EntryChanges entry={entry} /> },
              { key: 'proof', label: say('log.proof'), children: <EntryProof entry={entry} /> },
              {
                key: 'raw',
                label: say('log.raw'),
                children: <pre className="json code">{JSON.stringify(entry, undefined, 2)}</pre>,
              },
            ]}
          />
        </>
      )}
    </Loaded>
  );
}

function Facts({ entry }: { entry: Entry }) {
  const { say, pick } = useSpeech();
  const { unitName, itemName } = useNames();
  const { action, targetType, target, unit, item, index } = entry;
  const wide = { span: 2 } as const;
  const code = (text: string | undefined) => (text ? <span className="code">{text}</span> : '—');
  return (
    <Descriptions
      size="small"
      bordered
      column={2}
      className="panel"
      styles={{ label: { width: 96 } }}
      items={[
        { key: 'action', label: say('log.action'), children: `${pick(wordsOf('actions', action))} (${action})` },
        { key: 'outcome', label: say('log.outcome'), children: <OutcomeTag outcome={entry.outcome} /> },
        { key: 'at', label: say('at'), children: <Moment at={entry.at} seconds /> },
        { key: 'index', label: say('log.index'), children: index ?? say('log.notSequenced') },
        { key: 'actor', label: say('log.actor'), children: entry.actor ?? '—' },
        { key: 'client', label: say('log.client'), children: entry.client ?? '—' },
        {
          key: 'target',
          label: say('log.target'),
          ...wide,
          children: (
            <>
              {targetType && pick(wordsOf('things', targetType))} {code(target)}
            </>
          ),
        },
        { key: 'unit', label: say('unit'), children: unit ? unitName(unit) : '—' },
        { key: 'item', label: say('item'), children: item ? itemName(item) : '—' },
        { key: 'reason', label: say('reason'), ...wide, children: entry.reason ?? '—' },
        { key: 'case', label: say('log.case'), ...wide, children: code(entry.case) },
        { key: 'about', label: say('log.about'), ...wide, children: code(entry.about) },
        { key: 'address', label: say('log.address'), children: code(entry.address) },
        { key: 'correlation', label: say('log.correlation'), children: code(entry.correlationId) },
      ]}
    />
  );
}
