import { Card, Tabs } from 'antd';
import { useSearchParams } from 'react-router';
import { useSay } from '../app/language.tsx';
import { AccountReview } from '../components/account-review.tsx';
import { AccountSettingsForm } from '../components/account-settings-form.tsx';
import { Dormancies } from '../components/dormancies.tsx';
import { Duplicates } from '../components/duplicates.tsx';
import { Merges } from '../components/merges.tsx';
import { PageHeading } from '../components/page-heading.tsx';

/** What of a centre's accounts wants a look, and what two administrators do about it. */
export function AccountsPage() {
  const say = useSay();
  const [query, setQuery] = useSearchParams();
  return (
    <>
      <PageHeading title={say('accounts.title')} lead={say('accounts.lead')} />
      <Card size="small">
        <Tabs
          destroyOnHidden
          activeKey={query.get('tab') ?? 'review'}
          onChange={(tab) => setQuery(tab === 'review' ? {} : { tab })}
          items={[
            { key: 'review', label: say('accounts.review'), children: <AccountReview /> },
            { key: 'duplicates', label: say('accounts.duplicates'), children: <Duplicates /> },
            { key: 'merges', label: say('accounts.merges'), children: <Merges /> },
            { key: 'dormant', label: say('accounts.dormant'), children: <Dormancies /> },
            { key: 'settings', label: say('accounts.settings'), children: <AccountSettingsForm /> },
          ]}
        />
      </Card>
    </>
  );
}
