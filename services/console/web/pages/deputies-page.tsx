import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Deputy } from '@zhiheng/contracts';
import { App, Button, Card, Popconfirm, Table, Tag } from 'antd';
import { endDeputy, readDeputies } from '../api/deputies.ts';
import { useSay } from '../app/language.tsx';
import { useMe } from '../app/me.tsx';
import { DeputyForm } from '../components/deputy-form.tsx';
import { Loaded } from '../components/loaded.tsx';
import { More } from '../components/more.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { periodText } from '../components/times.ts';
import { usePages } from '../components/use-pages.ts';

/** Who decides for whom; naming one's own deputy and ending it. */
export function DeputiesPage() {
  const say = useSay();
  const deputies = usePages(['deputies'], readDeputies);
  return (
    <>
      <PageHeading title={say('deputies.title')} lead={say('deputies.lead')} />
      <Card size="small" className="panel" title={say('deputies.name')}>
        <DeputyForm />
      </Card>
      <Card size="small" title={say('deputies.list')}>
        <Loaded query={deputies} empty={say('deputies.empty')} isEmpty={(rows) => rows.length === 0}>
          {(rows) => (
            <>
              <DeputiesTable deputies={rows} />
              <More {...deputies} count={rows.length} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

const colours = { planned: 'blue', active: 'green', ended: 'default' } as const;

function DeputiesTable({ deputies }: { deputies: Deputy[] }) {
  const say = useSay();
  const me = useMe();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { mutateAsync, error } = useMutation({
    mutationFn: endDeputy,
    onSuccess: () => {
      void message.success(say('deputies.ended'));
      void queries.invalidateQueries({ queryKey: ['deputies'] });
    },
  });
  return (
    <>
      {error && <ProblemAlert error={error} />}
      <Table<Deputy>
        size="small"
        rowKey="id"
        aria-label={say('deputies.list')}
        pagination={false}
        dataSource={deputies}
        columns={[
          {
            title: say('deputies.deputy'),
            key: 'deputy',
            render: (_, { deputy, deputyName }) => `${deputyName} (${deputy})`,
          },
          {
            title: say('deputies.principal'),
            key: 'principal',
            render: (_, { principal, principalName }) => `${principalName} (${principal})`,
          },
          {
            title: say('validity'),
            key: 'validity',
            render: (_, { from, until }) => periodText({ validFrom: from, validUntil: until }, say),
          },
          { title: say('reason'), key: 'reason', dataIndex: 'reason' },
          {
            title: say('state'),
            key: 'state',
            width: 90,
            render: (_, { state }) => <Tag color={colours[state]}>{say(`deputies.state.${state}`)}</Tag>,
          },
          {
            title: say('actionsColumn'),
            key: 'actions',
            width: 90,
            render: (_, { id, state, principal }) =>
              state !== 'ended' &&
              principal === me.username && (
                <Popconfirm
                  title={say('deputies.endQuestion')}
                  okText={say('deputies.end')}
                  cancelText={say('cancel')}
                  onConfirm={() => mutateAsync(id).catch(() => undefined)}
                >
                  <Button size="small" danger>
                    {say('deputies.end')}
                  </Button>
                </Popconfirm>
              ),
          },
        ]}
      />
    </>
  );
}
