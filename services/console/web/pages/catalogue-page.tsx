import { useQuery } from '@tanstack/react-query';
import { Card, Tabs } from 'antd';
import { Link, Navigate, useNavigate, useParams } from 'react-router';
import { limitsQuery } from '../api/catalogue.ts';
import { useSay } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { type CatalogueKind, catalogueKinds, keyOf } from '../components/catalogue-kinds.ts';
import { catalogueList, newOf } from '../components/catalogue-links.ts';
import { CatalogueTable } from '../components/catalogue-table.tsx';
import { listedName } from '../components/catalogue-words.ts';
import { ChoiceFilter, TextFilter } from '../components/filters.tsx';
import { LimitsTable } from '../components/limits-table.tsx';
import { Loaded } from '../components/loaded.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { useAddressFilters } from '../components/use-address-filters.ts';
import { useCatalogue } from '../components/use-catalogue.ts';
import { useSpeaker } from '../components/use-speaker.ts';

const tabs = [...catalogueKinds, 'limits'] as const;

/** Units, items, roles and approval chains, a list each, what has retired among them; and how long grants may last. */
export function CataloguePage() {
  const say = useSay();
  const navigate = useNavigate();
  const tab = tabs.find((one) => one === useParams().kind);
  if (tab === undefined) return <Navigate to={catalogueList('units')} replace />;
  return (
    <>
      <PageHeading title={say('catalogue.title')} lead={say('catalogue.lead')} />
      <Card size="small">
        <Tabs
          activeKey={tab}
          onChange={(next) => void navigate(`/catalogue/${next}`)}
          items={tabs.map((key) => ({ key, label: say(`catalogue.${key}`) }))}
        />
        {tab === 'limits' ? <Limits /> : <List key={tab} kind={tab} />}
      </Card>
    </>
  );
}

function Limits() {
  const say = useSay();
  const asks = may(useMe(), 'administer-security', 'role');
  const query = useQuery(limitsQuery);
  return (
    <>
      <p className="muted">{say('limit.lead')}</p>
      <Loaded query={query}>{(limits) => <LimitsTable rows={limits} asks={asks} />}</Loaded>
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
        {asks && (
          <Link to={newOf(kind)} style={{ alignSelf: 'end', marginInlineStart: 'auto' }}>
            {say('catalogue.new', { thing: say(`catalogue.one.${kind}`) })}
          </Link>
        )}
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
