import { useQuery } from '@tanstack/react-query';
import type { Notice } from '@zhiheng/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { certificationQuery } from '../api/certifications.ts';
import { requestQuery } from '../api/requests.ts';
import { useSay } from '../app/language.tsx';
import { useMe } from '../app/me.tsx';
import { useNames } from './names.ts';
import { extensionOf } from './request-links.ts';
import { useRequestTitle } from './request-title.ts';

interface Of {
  id: string;
  /** That the person went there. */
  onOpen: () => void;
}

/** What a notice is about, as far as I may see it at this moment, and the way there. */
export function NoticeLink({ about: { type, id }, onOpen }: Pick<Notice, 'about'> & Pick<Of, 'onOpen'>) {
  const say = useSay();
  const to = (path: string, words: ReactNode) => (
    <Link to={path} onClick={onOpen}>
      {words}
    </Link>
  );
  switch (type) {
    case 'request':
      return <RequestLink id={id} onOpen={onOpen} />;
    case 'certification':
      return <CertificationLink id={id} onOpen={onOpen} />;
    case 'unit':
      return to('/certifications', say('notices.toCertifications'));
    case 'grant':
      return <GrantLink id={id} onOpen={onOpen} />;
    case 'bulk':
      return to(`/bulk/${id}`, say('notices.toBulk'));
    case 'exception':
      return to('/exceptions', say('notices.toExceptions'));
    case 'planned-departure':
      return to('/planned-departures', say('notices.toPlannedDepartures'));
    case 'account':
      return to('/accounts?tab=dormant', say('notices.toAccounts'));
    case 'client':
      return to('/clients', say('notices.toClients'));
    case 'credentials':
      return to('/account', say('notices.toAccount'));
    case 'merge':
      return to('/accounts?tab=merges', say('notices.toMerges'));
    case 'adjustment':
      return to('/exceptions?tab=adjustments', say('notices.toAdjustments'));
  }
}

function RequestLink({ id, onOpen }: Of) {
  const say = useSay();
  const titleOf = useRequestTitle();
  const { data } = useQuery({ ...requestQuery(id), staleTime: 60_000 });
  return (
    <Link to={`/requests/${id}`} onClick={onOpen}>
      {data ? `${titleOf(data)} · ${data.beneficiaryName}` : say('notices.toRequest')}
    </Link>
  );
}

function CertificationLink({ id, onOpen }: Of) {
  const say = useSay();
  const { data } = useQuery({ ...certificationQuery(id), staleTime: 60_000 });
  return (
    <Link to={`/certifications/${id}`} onClick={onOpen}>
      {data?.name ?? say('notices.toCertification')}
    </Link>
  );
}

/** Leads to where a later end is asked for. */
function GrantLink({ id, onOpen }: Of) {
  const say = useSay();
  const me = useMe();
  const { roleName, unitName } = useNames();
  const grant = me.grants.find((one) => one.id === id);
  if (!grant) return <span className="muted">{say('notices.grantGone')}</span>;
  const words = say('conflict.withRole', { role: roleName(grant.role), unit: unitName(grant.unit) });
  return (
    <>
      {words}{' '}
      <Link to={extensionOf(me.username, grant)} onClick={onOpen}>
        {say('notices.extend')}
      </Link>
    </>
  );
}
