import { useQuery } from '@tanstack/react-query';
import { Button, Card } from 'antd';
import { Link } from 'react-router';
import { rulesQuery } from '../api/catalogue.ts';
import { useSay } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { ChoiceFilter } from '../components/filters.tsx';
import { Loaded } from '../components/loaded.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { ruleKinds } from '../components/rule-input.ts';
import { RulesTable } from '../components/rules-table.tsx';
import { useAddressFilters } from '../components/use-address-filters.ts';

/** The centre's incompatible-duty rules. */
export function RulesPage() {
  const say = useSay();
  const me = useMe();
  const rules = useQuery(rulesQuery);
  const [filters, setFilters] = useAddressFilters(['kind', 'effect']);
  const set = (name: 'kind' | 'effect') => (value: string | undefined) => {
    const { [name]: _, ...others } = filters;
    setFilters(value ? { ...others, [name]: value } : others);
  };
  return (
    <>
      <PageHeading
        title={say('rules.title')}
        lead={say('rules.lead')}
        extra={
          may(me, 'administer-security', 'rule') && (
            <Link to="/rules/new">
              <Button type="primary">{say('rules.new')}</Button>
            </Link>
          )
        }
      />
      <Card size="small">
        <search className="filters">
          <ChoiceFilter
            label={say('rules.kind')}
            value={filters.kind}
            onChange={set('kind')}
            options={ruleKinds.map((value) => ({ value, label: say(`rules.kind.${value}`) }))}
          />
          <ChoiceFilter
            label={say('rules.effect')}
            value={filters.effect}
            onChange={set('effect')}
            options={(['block', 'observe'] as const).map((value) => ({ value, label: say(`rules.effect.${value}`) }))}
          />
        </search>
        <Loaded query={rules}>
          {(found) => {
            const fitting = found.filter(
              ({ kind, effect }) => kind === (filters.kind ?? kind) && effect === (filters.effect ?? effect),
            );
            return fitting.length > 0 ? <RulesTable rules={fitting} /> : <p className="muted">{say('rules.empty')}</p>;
          }}
        </Loaded>
      </Card>
    </>
  );
}
