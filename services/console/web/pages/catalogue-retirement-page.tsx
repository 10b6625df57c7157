import { Form } from 'antd';
import { useCallback } from 'react';
import { useSay } from '../app/language.tsx';
import { keyOf, type Listed } from '../components/catalogue-kinds.ts';
import { listedName } from '../components/catalogue-words.ts';
import { PolicyRequest } from '../components/policy-request.tsx';
import { type RetirementValues, retirementRequest } from '../components/retirement-request.ts';
import { UnitSelect } from '../components/unit-select.tsx';
import { useSpeaker } from '../components/use-speaker.ts';
import { WithListed } from '../components/with-listed.tsx';

/** Asks that a unit, an item, a role or a chain retire or, when it has, that it be put back. */
export function CatalogueRetirementPage() {
  return <WithListed>{(listed) => <Asked key={keyOf(listed)} listed={listed} />}</WithListed>;
}

function Asked({ listed }: { listed: Listed }) {
  const say = useSay();
  const speaker = useSpeaker();
  const [form] = Form.useForm<RetirementValues>();
  const inputOf = useCallback((values: RetirementValues | undefined) => retirementRequest(listed, values), [listed]);
  const { kind, retired } = listed;
  const named = { thing: say(`catalogue.one.${kind}`), name: listedName(speaker, listed) };
  return (
    <PolicyRequest<RetirementValues>
      title={say(retired ? 'catalogue.restoreTitle' : 'catalogue.retireTitle', named)}
      lead={say(retired ? 'catalogue.restoreLead' : 'catalogue.retireLead')}
      form={form}
      initial={{}}
      inputOf={inputOf}
    >
      {kind === 'units' && !retired && (
        <Form.Item name="into" label={say('catalogue.into')} extra={say('catalogue.intoHint')}>
          <UnitSelect allowClear inUse except={listed.one.code} />
        </Form.Item>
      )}
    </PolicyRequest>
  );
}
