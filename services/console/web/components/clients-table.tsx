import { useMutation } from '@tanstack/react-query';
import type { ClientWithSecret, MachineClient } from '@zhiheng/contracts';
import { App, Button, Popconfirm, Space, Table } from 'antd';
import { useState } from 'react';
import { changeClient, endClient, rotateClient } from '../api/machine-clients.ts';
import { useSay } from '../app/language.tsx';
import { useMe } from '../app/me.tsx';
import { Moment } from './moment.tsx';
import { PersonSelect } from './person-select.tsx';
import { ProblemAlert } from './problem-alert.tsx';

interface ClientsProps {
  rows: MachineClient[];
  onSecret: (answer: ClientWithSecret) => void;
  onDone: () => void;
}

/** Hours for which the old secret stays good. */
const overlap = 168;

export function ClientsTable({ rows, onSecret, onDone }: ClientsProps) {
  const say = useSay();
  const { message } = App.useApp();
  const done = (words: string) => {
    void message.success(words);
    onDone();
  };
  const rotated = useMutation({
    mutationFn: ({ id, hours }: { id: string; hours: number }) => rotateClient(id, hours),
    onSuccess: onSecret,
  });
  const ended = useMutation({ mutationFn: endClient, onSuccess: () => done(say('clients.ended')) });
  const error = rotated.error ?? ended.error;
  const moment = (at: string | null) => (at === null ? '—' : <Moment at={at} />);
  const actions = (_: unknown, { id, endedAt }: MachineClient) =>
    endedAt === null && (
      <Space wrap>
        <NameOwner id={id} onDone={() => done(say('clients.named'))} />
        <Button
          size="small"
          aria-label={say('clients.rotateNamed', { id })}
          onClick={() => rotated.mutate({ id, hours: overlap })}
        >
          {say('clients.rotate')}
        </Button>
        <Popconfirm title={say('clients.rotateNowWarning', { id })} onConfirm={() => rotated.mutate({ id, hours: 0 })}>
          <Button danger size="small">
            {say('clients.rotateNow')}
          </Button>
        </Popconfirm>
        <Popconfirm title={say('clients.endWarning', { id })} onConfirm={() => ended.mutate(id)}>
          <Button danger size="small">
            {say('clients.end')}
          </Button>
        </Popconfirm>
      </Space>
    );
  return (
    <>
      {error && <ProblemAlert error={error} />}
      <Table<MachineClient>
        size="small"
        rowKey="id"
        aria-label={say('clients.title')}
        pagination={false}
        dataSource={rows}
        columns={[
          { title: say('clients.id'), dataIndex: 'id' },
          { title: say('clients.description'), dataIndex: 'description' },
          { title: say('clients.scopes'), dataIndex: 'scopes', render: (scopes: string[]) => scopes.join(' ') },
          {
            title: say('clients.owner'),
            dataIndex: 'owner',
            render: (owner: string | null, { takenFrom }) =>
              `${owner ?? say('clients.unowned')}${takenFrom ? say('clients.takenFrom', { who: takenFrom }) : ''}`,
          },
          { title: say('clients.lastUsed'), dataIndex: 'lastUsedAt', render: moment },
          { title: say('clients.previousUntil'), dataIndex: 'previousUntil', render: moment },
          { title: say('clients.endedAt'), dataIndex: 'endedAt', render: moment },
          { title: say('actionsColumn'), key: 'actions', render: actions },
        ]}
      />
    </>
  );
}

/** Names somebody else as who answers for it. */
function NameOwner({ id, onDone }: { id: string; onDone: () => void }) {
  const say = useSay();
  const me = useMe();
  const [owner, setOwner] = useState('');
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => changeClient(id, { owner }),
    onSuccess: onDone,
  });
  return (
    <Popconfirm
      icon={null}
      title={say('clients.nameOwner', { id })}
      description={
        <>
          <PersonSelect me={me} value={owner} onChange={setOwner} />
          {error && <ProblemAlert error={error} />}
        </>
      }
      okButtonProps={{ disabled: owner === '', loading: isPending }}
      onConfirm={() => mutate()}
    >
      <Button size="small">{say('clients.name')}</Button>
    </Popconfirm>
  );
}
