import { useQuery } from '@tanstack/react-query';
import type { ControlSettingsVersion } from '@zhiheng/contracts';
import { Card, Collapse, Tabs } from 'antd';
import { controlSettingsQuery, readSettingsVersions } from '../api/control-settings.ts';
import { useSay } from '../app/language.tsx';
import { ControlSettingsForm } from '../components/control-settings-form.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Moment } from '../components/moment.tsx';
import { More } from '../components/more.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { SettingDifferences } from '../components/setting-differences.tsx';
import { usePages } from '../components/use-pages.ts';

/** How the centre runs its internal control: what applies, what is proposed, every version before. */
export function ControlSettingsPage() {
  const say = useSay();
  const query = useQuery(controlSettingsQuery);
  return (
    <>
      <PageHeading title={say('controlSettings.title')} lead={say('controlSettings.lead')} />
      <Tabs
        items={[
          {
            key: 'now',
            label: say('controlSettings.now'),
            children: (
              <Loaded query={query}>
                {(present) => <ControlSettingsForm key={present.version} present={present} />}
              </Loaded>
            ),
          },
          { key: 'history', label: say('controlSettings.history'), children: <History /> },
        ]}
      />
    </>
  );
}

function History() {
  const say = useSay();
  const versions = usePages<ControlSettingsVersion, Awaited<ReturnType<typeof readSettingsVersions>>>(
    ['control-settings', 'versions'],
    readSettingsVersions,
  );
  return (
    <Card size="small" className="panel">
      <Loaded query={versions} empty={say('controlSettings.defaults')} isEmpty={(rows) => rows.length === 0}>
        {(rows) => (
          <>
            <Collapse
              items={rows.map(({ version, since, proposedBy, approvedBy, reason, differences }) => ({
                key: version,
                label: say('controlSettings.version', { version }),
                extra: since && <Moment at={since} />,
                children: (
                  <>
                    <p>
                      {say('controlSettings.by', { proposedBy: proposedBy ?? '—', approvedBy: approvedBy ?? '—' })}{' '}
                      {reason}
                    </p>
                    <SettingDifferences differences={differences} />
                  </>
                ),
              }))}
            />
            <More {...versions} count={rows.length} />
          </>
        )}
      </Loaded>
    </Card>
  );
}
