import { Card, Tabs } from 'antd';
import { Navigate, useNavigate, useParams } from 'react-router';
import { useSay } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { type CatalogueKind, catalogueKinds, keyOf } from '../components/catalogue-kinds.ts';
import { catalogueList } from '../components/catalogue-links.ts';
import { CatalogueTable } from '../components/catalogue-table.tsx';
import { listedName } from '../components/catalogue-words.ts';
import { ChoiceFilter, TextFilter } from '../components/filters.tsx';
import { Loaded } from '../components/loaded.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { useAddressFilters } from '../components/use-address-filters.ts';
import { useCatalogue } from '../components/use-catalogue.ts';
import { useSpeaker } from '../components/use-speaker.ts';

/** Units, items, roles and approval chains, a list each; what has retired among them. */
export function CataloguePage() {
  const say = useSay();
  const navigate = useNavigate();
  const kind = catalogueKinds.find((one) => one === useParams().kind);
  if (kind === undefined) return <Navigate to={catalogueList('units')} replace />;
  return (
    <>
      <PageHeading title={say('catalogue.title')} lead={say('catalogue.lead')} />
      <Card size="small">
        <Tabs
          activeKey={kind}
          onChange={(next) => void navigate(catalogueList(next as CatalogueKind))}
          items={catalogueKinds.map((key) => ({ key, label: say(`catalogue.${key}`) }))}
        />
        <List key={kind} kind={kind} />
      </Card>
    </>
  );
}

function List({ kind }: { kind: CatalogueKind }) {
  const say = useSay();
  const speaker = useSpeaker();
  const asks = may(useMe(), 'administer-security', 'role');
  const query = useCatalogue(kind);
  const [{ text = '', state }, setFilters] = useAddressFilters(['text', 'state']);
  const set = (changed: Record<string, string | undefined>) => {
    const all = { text, state, ...changed };
    setFilters(Object.fromEntries(Object.entries(all).filter(([, value]) => value)));
  };
  const states = (['used', 'retired'] as const).map((value) => ({ value, label: say(`catalogue.state.${value}`) }));
  return (
    <>
      <search className="filters">
        <TextFilter label={say('catalogue.text')} width={220} value={text} onChange={(value) => set({ text: value })} />
        <ChoiceFilter label={say('state')} value={state} onChange={(value) => set({ state: value })} options={states} />
      </search>
      <Loaded query={query}>
        {(found) => {
          const fitting = found.filter(
            (listed) =>
              `${listedName(speaker, listed)} ${keyOf(listed)}`.includes(text.trim()) &&
              (!state || (state === 'retired') === Boolean(listed.retired)),
          );
          if (fitting.length === 0) return <p className="muted">{say('catalogue.empty')}</p>;
          return <CatalogueTable rows={fitting} asks={asks} label={say(`catalogue.${kind}`)} />;
        }}
      </Loaded>
    </>
  );
}
