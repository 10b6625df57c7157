import { useQuery } from '@tanstack/react-query';
import { Drawer, Tabs } from 'antd';
import { entryQuery } from '../api/entries.ts';
import { useSay } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { EntryChanges } from './entry-changes.tsx';
import { EntryFacts } from './entry-facts.tsx';
import { EntryPersonal } from './entry-personal.tsx';
import { EntryProof } from './entry-proof.tsx';
import { Loaded } from './loaded.tsx';

/** One entry: what it says, what changed, its bytes, and the proof that the log holds it. */
export function EntryDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const say = useSay();
  return (
    <Drawer open={id !== undefined} onClose={onClose} title={say('log.detail')} size={760} destroyOnHidden>
      {id && <OneEntry id={id} />}
    </Drawer>
  );
}

function OneEntry({ id }: { id: string }) {
  const say = useSay();
  const me = useMe();
  const seesPersonal = ['read-personal', 'erase-personal'].some((action) => may(me, action, 'entry'));
  const query = useQuery(entryQuery(id));
  return (
    <Loaded query={query}>
      {(entry) => (
        <>
          <EntryFacts entry={entry} />
          <Tabs
            items={[
              { key: 'changes', label: say('log.changes'), children: <EntryChanges entry={entry} /> },
              { key: 'proof', label: say('log.proof'), children: <EntryProof entry={entry} /> },
              ...(seesPersonal
                ? [{ key: 'personal', label: say('personal.title'), children: <EntryPersonal entry={entry.id} /> }]
                : []),
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
