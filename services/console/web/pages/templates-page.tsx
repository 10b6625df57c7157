import { useQuery } from '@tanstack/react-query';
import { Button, Card } from 'antd';
import { Link } from 'react-router';
import { templatesQuery } from '../api/bulk.ts';
import { useSay } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { RoleFilter, TextFilter, UnitFilter } from '../components/filters.tsx';
import { Loaded } from '../components/loaded.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { TemplatesTable } from '../components/templates-table.tsx';
import { useAddressFilters } from '../components/use-address-filters.ts';

/** What each post is given. */
export function TemplatesPage() {
  const say = useSay();
  const asks = may(useMe(), 'administer-security', 'role');
  const templates = useQuery(templatesQuery);
  const [{ post, unit, role }, setFilters] = useAddressFilters(['post', 'unit', 'role']);
  const set = (changed: Record<string, string | undefined>) => {
    const all = { post, unit, role, ...changed };
    setFilters(Object.fromEntries(Object.entries(all).filter(([, value]) => value)));
  };
  return (
    <>
      <PageHeading
        title={say('templates.title')}
        lead={say('templates.lead')}
        extra={
          asks && (
            <Link to="/templates/request">
              <Button type="primary">{say('templates.new')}</Button>
            </Link>
          )
        }
      />
      <Card size="small">
        <search className="filters">
          <TextFilter label={say('post')} value={post} onChange={(value) => set({ post: value })} />
          <UnitFilter label={say('unit')} value={unit} onChange={(value) => set({ unit: value })} />
          <RoleFilter label={say('role')} value={role} onChange={(value) => set({ role: value })} />
        </search>
        <Loaded query={templates}>
          {(rows) => {
            const fitting = rows.filter(
              (row) =>
                (!post || row.post.includes(post)) &&
                (!unit || row.unit === unit) &&
                (!role || row.roles.some((given) => given.role === role)),
            );
            if (fitting.length === 0) return <p className="muted">{say('templates.empty')}</p>;
            return <TemplatesTable rows={fitting} asks={asks} />;
          }}
        </Loaded>
      </Card>
    </>
  );
}
