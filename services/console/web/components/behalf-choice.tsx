import { useQuery } from '@tanstack/react-query';
import type { Request } from '@zhiheng/contracts';
import { Form, Select } from 'antd';
import { principalsQuery } from '../api/deputies.ts';
import { useSay } from '../app/language.tsx';
import { useMe } from '../app/me.tsx';

/**
 * For whom I decide, when I stand in for somebody; those who could decide this stage come first. Left as it is, the service says:
 * for myself where I may, else for the first I can stand in for. Nothing where I am nobody's deputy.
 */
export function BehalfChoice({ request: { stages } }: { request: Request }) {
  const say = useSay();
  const me = useMe();
  const { data: principals = [] } = useQuery(principalsQuery(me.username));
  if (principals.length === 0) return null;
  const candidates = new Set(stages.find(({ state }) => state === 'open')?.candidates);
  const ordered = principals.toSorted(
    (a, b) => Number(candidates.has(b.principal)) - Number(candidates.has(a.principal)),
  );
  return (
    <Form.Item name="onBehalfOf" label={say('decision.behalf')} initialValue="">
      <Select
        options={[
          { value: '', label: say('decision.behalfAuto') },
          ...ordered.map(({ principal, principalName }) => ({
            value: principal,
            label: say('decision.onBehalfOf', { person: `${principalName} ${principal}` }),
          })),
        ]}
      />
    </Form.Item>
  );
}
