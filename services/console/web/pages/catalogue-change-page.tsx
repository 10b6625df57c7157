import { Form } from 'antd';
import { useCallback } from 'react';
import { useSay } from '../app/language.tsx';
import { keyOf, type Listed } from '../components/catalogue-kinds.ts';
import { listedName } from '../components/catalogue-words.ts';
import { ItemFields } from '../components/item-fields.tsx';
import { type ListedValues, listedRequest, listedValues } from '../components/listed-input.ts';
import { PolicyRequest } from '../components/policy-request.tsx';
import { StageFields } from '../components/stage-fields.tsx';
import { UnitFields } from '../components/unit-fields.tsx';
import { useSpeaker } from '../components/use-speaker.ts';
import { WithListed } from '../components/with-listed.tsx';

/** Asks that a unit, an item or a chain be another than it is. */
export function CatalogueChangePage() {
  return <WithListed>{(listed) => <Asked key={keyOf(listed)} listed={listed} />}</WithListed>;
}

function Asked({ listed }: { listed: Listed }) {
  const say = useSay();
  const speaker = useSpeaker();
  const [form] = Form.useForm<ListedValues>();
  const inputOf = useCallback((values: ListedValues | undefined) => listedRequest(listed, values), [listed]);
  const named = { thing: say(`catalogue.one.${listed.kind}`), name: listedName(speaker, listed) };
  return (
    <PolicyRequest<ListedValues>
      title={say('catalogue.changeTitle', named)}
      lead={say('catalogue.changeLead')}
      hint={say('policy.unchanged')}
      form={form}
      initial={listedValues(listed)}
      inputOf={inputOf}
    >
      {listed.kind === 'units' && <UnitFields unit={listed.one} />}
      {listed.kind === 'items' && <ItemFields item={listed.one} />}
      {listed.kind === 'chains' && <StageFields />}
    </PolicyRequest>
  );
}
