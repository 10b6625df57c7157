import type { Entry } from '@zhiheng/contracts';
import { Table } from 'antd';
import { useSay } from '../app/language.tsx';
import { type Change, changesOf } from './changes.ts';

/** Before and after, field by field; what differs stands out. */
export function EntryChanges({ entry: { before, after, details } }: { entry: Entry }) {
  const say = useSay();
  const changes = changesOf(before, after);
  return (
    <>
      {changes.length === 0 ? (
        <p className="muted">{say('log.noChange')}</p>
      ) : (
        <Table<Change>
          size="small"
          bordered
          rowKey="field"
          aria-label={say('log.changes')}
          pagination={false}
          dataSource={changes}
          columns={[
            { title: say('log.field'), key: 'field', render: (_, { field }) => <span className="code">{field}</span> },
            {
              title: say('log.before'),
              key: 'before',
              render: (_, change) => (
                <span className="code">{change.differs ? <del>{change.before}</del> : change.before}</span>
              ),
            },
            {
              title: say('log.after'),
              key: 'after',
              render: (_, change) => (
                <span className="code">{change.differs ? <strong>{change.after}</strong> : change.after}</span>
              ),
            },
          ]}
        />
      )}
      {details && (
        <>
          <h3>{say('log.details')}</h3>
          <pre className="json code">{JSON.stringify(details, undefined, 2)}</pre>
        </>
      )}
    </>
  );
}
