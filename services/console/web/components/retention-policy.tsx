import type { Retention } from '@zhiheng/contracts';
import { Alert, Descriptions, Flex } from 'antd';
import { takeBackRetention } from '../api/retention.ts';
import { useSay } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { Moment } from './moment.tsx';
import { RetentionDialog } from './retention-dialog.tsx';
import { TakeBackButton } from './take-back-button.tsx';

/** How long the log is kept at all and searched, and what would be shorter once a second person agrees. */
export function RetentionPolicy({ retention }: { retention: Retention }) {
  const say = useSay();
  const acts = may(useMe(), 'retain', 'entry');
  const { keepMonths, onlineMonths, changedAt, searchableFrom, asked } = retention;
  return (
    <>
      {asked && <Asked asked={asked} />}
      <Descriptions
        size="small"
        bordered
        column={2}
        items={[
          { key: 'keep', label: say('retention.keep'), children: say('retention.count', { count: keepMonths }) },
          { key: 'online', label: say('retention.online'), children: say('retention.count', { count: onlineMonths }) },
          {
            key: 'from',
            label: say('retention.searchable'),
            children: searchableFrom ? <Moment at={searchableFrom} /> : say('retention.searchableAll'),
          },
          {
            key: 'changed',
            label: say('retention.changed'),
            children: changedAt ? <Moment at={changedAt} /> : say('retention.unchanged'),
          },
        ]}
      />
      <Flex gap={12} align="center" style={{ marginTop: 12 }}>
        {acts && <RetentionDialog words={say('retention.change')} periods={{ keepMonths, onlineMonths }} />}
        <span className="muted">{say('retention.policyHint')}</span>
      </Flex>
    </>
  );
}

function Asked({ asked }: { asked: NonNullable<Retention['asked']> }) {
  const say = useSay();
  const me = useMe();
  const { askedBy, askedAt, reason, keepMonths, onlineMonths } = asked;
  const own = askedBy === me.username;
  return (
    <Alert
      type="warning"
      showIcon
      className="panel"
      title={say('retention.asked', { who: askedBy ?? '—', keep: keepMonths, online: onlineMonths })}
      description={
        <>
          <Moment at={askedAt} /> · {say('reason')}: {reason}
          {own && <div>{say('retention.second')}</div>}
        </>
      }
      action={
        may(me, 'retain', 'entry') &&
        (own ? (
          <TakeBackButton takeBack={takeBackRetention} />
        ) : (
          <RetentionDialog words={say('retention.confirm')} periods={{ keepMonths, onlineMonths }} confirming />
        ))
      }
    />
  );
}
