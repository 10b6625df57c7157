import { Form } from 'antd';
import { useCallback } from 'react';
import { Navigate, useParams } from 'react-router';
import { useSay } from '../app/language.tsx';
import { catalogueKinds, keyOf } from '../components/catalogue-kinds.ts';
import { catalogueList } from '../components/catalogue-links.ts';
import { ChainHeadFields } from '../components/chain-head-fields.tsx';
import { CodeField } from '../components/code-and-name.tsx';
import type { CureInput } from '../components/cure-choice.tsx';
import { ItemFields } from '../components/item-fields.tsx';
import { type ListedValues, type NewKind, newListed, newListedRequest } from '../components/listed-input.ts';
import { Loaded } from '../components/loaded.tsx';
import { NewItemStaffing } from '../components/new-item-staffing.tsx';
import { PerformerFields } from '../components/performer-fields.tsx';
import { PolicyRequest } from '../components/policy-request.tsx';
import { StageFields } from '../components/stage-fields.tsx';
import { NewUnitFields } from '../components/unit-fields.tsx';
import { useCatalogue } from '../components/use-catalogue.ts';

const leads = {
  units: 'catalogue.newLead',
  items: 'catalogue.newItemLead',
  chains: 'catalogue.newChainLead',
} as const;

/** Asks for a unit, an item or a chain that is not there yet; a role has a page of its own. */
export function CatalogueNewPage() {
  const kind = catalogueKinds.find((one) => one === useParams().kind);
  if (kind === undefined) return <Navigate to={catalogueList('units')} replace />;
  return kind === 'roles' ? <Navigate to="/roles/new" replace /> : <Listed key={kind} kind={kind} />;
}

function Listed({ kind }: { kind: NewKind }) {
  // What has retired keeps its code; the stages of a retired chain may be set anew.
  const query = useCatalogue(kind);
  return (
    <Loaded query={query}>
      {(found) => (
        <Asked kind={kind} taken={found.filter((one) => kind !== 'chains' || !one.retired).map((one) => keyOf(one))} />
      )}
    </Loaded>
  );
}

function Asked({ kind, taken }: { kind: NewKind; taken: readonly string[] }) {
  const say = useSay();
  const [form] = Form.useForm<ListedValues>();
  const inputOf = useCallback(
    (values: ListedValues | undefined) => newListedRequest(kind, values, taken),
    // What is taken is told again each time the list is looked at.
    [kind, taken.join()],
  );
  const staffed = (values: ListedValues | undefined, cure: CureInput) => (
    <NewItemStaffing values={values} taken={taken} cure={cure} />
  );
  return (
    <PolicyRequest<ListedValues>
      title={say('catalogue.newTitle', { thing: say(`catalogue.one.${kind}`) })}
      lead={say(leads[kind])}
      form={form}
      initial={newListed[kind]}
      inputOf={inputOf}
      {...(kind === 'items' ? { further: staffed } : {})}
    >
      {kind === 'chains' ? <ChainHeadFields taken={taken} /> : <CodeField taken={taken} />}
      {kind === 'units' && <NewUnitFields />}
      {kind === 'items' && <ItemFields />}
      {kind === 'items' && <PerformerFields />}
      {kind === 'chains' && <StageFields />}
    </PolicyRequest>
  );
}
