import { useQueryClient } from '@tanstack/react-query';
import type { ClientWithSecret } from '@zhiheng/contracts';
import { Alert, Card, Typography } from 'antd';
import { useState } from 'react';
import { readClients } from '../api/machine-clients.ts';
import { useSay } from '../app/language.tsx';
import { ClientForm } from '../components/client-form.tsx';
import { ClientsTable } from '../components/clients-table.tsx';
import { Loaded } from '../components/loaded.tsx';
import { More } from '../components/more.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { usePages } from '../components/use-pages.ts';

/** The machine clients of the centre, and who answers for each. */
export function ClientsPage() {
  const say = useSay();
  const queries = useQueryClient();
  const [shown, setShown] = useState<ClientWithSecret>();
  const rows = usePages(['machine-clients'], readClients);
  const changed = () => void queries.invalidateQueries({ queryKey: ['machine-clients'] });
  const told = (answer: ClientWithSecret) => {
    setShown(answer);
    changed();
  };
  return (
    <>
      <PageHeading title={say('clients.title')} lead={say('clients.lead')} />
      <Card size="small">
        {shown && (
          <Alert
            type="warning"
            showIcon
            closable
            className="panel"
            title={say('clients.secretOnce', { id: shown.client.id })}
            description={
              <Typography.Text copyable code>
                {shown.secret}
              </Typography.Text>
            }
            afterClose={() => setShown(undefined)}
          />
        )}
        <ClientForm onDone={told} />
        <Loaded query={rows} empty={say('clients.none')} isEmpty={(found) => found.length === 0}>
          {(found) => (
            <>
              <ClientsTable rows={found} onSecret={told} onDone={changed} />
              <More {...rows} count={found.length} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}
