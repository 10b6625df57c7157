import { useQueryClient } from '@tanstack/react-query';
import type { WebhookWithSecret } from '@zhiheng/contracts';
import { Alert, Card, Typography } from 'antd';
import { useState } from 'react';
import { readWebhooks } from '../api/webhooks.ts';
import { useSay } from '../app/language.tsx';
import { Loaded } from '../components/loaded.tsx';
import { More } from '../components/more.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { usePages } from '../components/use-pages.ts';
import { WebhookForm } from '../components/webhook-form.tsx';
import { WebhooksTable } from '../components/webhooks-table.tsx';

/** The systems that are told what people are told of, and what did not reach them. */
export function WebhooksPage() {
  const say = useSay();
  const queries = useQueryClient();
  const [shown, setShown] = useState<WebhookWithSecret>();
  const webhooks = usePages(['webhooks'], readWebhooks);
  const changed = () => void queries.invalidateQueries({ queryKey: ['webhooks'] });
  const told = (answer: WebhookWithSecret) => {
    setShown(answer);
    changed();
  };
  return (
    <>
      <PageHeading title={say('webhooks.title')} lead={say('webhooks.lead')} />
      <Card size="small">
        {shown && (
          <Alert
            type="warning"
            showIcon
            closable
            className="panel"
            title={say('webhooks.secretOnce', { receiver: shown.webhook.receiver })}
            description={
              <Typography.Text copyable code>
                {shown.secret}
              </Typography.Text>
            }
            afterClose={() => setShown(undefined)}
          />
        )}
        <WebhookForm onDone={told} />
        <Loaded query={webhooks} empty={say('webhooks.empty')} isEmpty={(rows) => rows.length === 0}>
          {(rows) => (
            <>
              <WebhooksTable rows={rows} onSecret={told} onDone={changed} />
              <More {...webhooks} count={rows.length} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}
