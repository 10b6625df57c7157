import { useQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { requestQuery } from '../api/requests.ts';
import { useSay } from '../app/language.tsx';
import { DecisionForm } from './decision-form.tsx';
import { Loaded } from './loaded.tsx';
import { RequestFacts } from './request-facts.tsx';

/** A request that awaits a decision; the decision stays in reach however long the request is. */
export function DecisionDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const say = useSay();
  const query = useQuery({ ...requestQuery(id ?? ''), enabled: id !== undefined });
  const decidable = id !== undefined && query.data?.may.decide ? query.data : undefined;
  return (
    <Drawer
      open={id !== undefined}
      onClose={onClose}
      title={say('request.detail')}
      size={720}
      destroyOnHidden
      footer={decidable && <DecisionForm key={decidable.id} request={decidable} onDecided={onClose} />}
    >
      <Loaded query={query}>{(request) => <RequestFacts request={request} />}</Loaded>
    </Drawer>
  );
}
