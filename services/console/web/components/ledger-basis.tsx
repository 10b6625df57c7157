import type { LedgerBasis as Basis } from '@zhiheng/contracts';
import { Link } from 'react-router';
import { useSay } from '../app/language.tsx';
import { useList } from './lists.ts';
import { useNames } from './names.ts';

/** By which request and whose approval a grant began or ended. */
export function LedgerBasis({ basis }: { basis: Basis }) {
  const say = useSay();
  const list = useList();
  const { roleName } = useNames();
  const approvers = basis.decisions
    .filter(({ decision }) => decision === 'approve')
    .map(({ personName, onBehalfOfName, by }) =>
      onBehalfOfName === null
        ? say('ledger.approver', { person: personName, post: roleName(by) })
        : say('ledger.approverFor', { person: personName, principal: onBehalfOfName, post: roleName(by) }),
    );
  return (
    <>
      <Link to={`/requests/${basis.request}`}>
        {say('ledger.requestedBy', { person: basis.requesterName, reason: basis.reason })}
      </Link>
      {approvers.length > 0 && <div className="muted">{say('ledger.approvedBy', { people: list(approvers) })}</div>}
    </>
  );
}
