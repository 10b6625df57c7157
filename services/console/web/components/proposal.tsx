import type { Request, ThinlyCoveredDuty } from '@zhiheng/contracts';
import { Descriptions } from 'antd';
import { useSay } from '../app/language.tsx';
import { useList } from './lists.ts';
import { useNames } from './names.ts';
import { PolicyProposalFacts } from './policy-proposal.tsx';
import { isPolicyProposal } from './proposal-kinds.ts';
import { ThinlyCoveredList } from './thinly-covered-list.tsx';
import { dueText } from './times.ts';

interface Cover {
  duties: ThinlyCoveredDuty[];
  plan: { by: string[]; until: string; note: string } | null;
}

/** What ends with a change of policy, and who covers it. */
interface Cure extends Cover {
  removals: { person: string; role: string; unit: string }[];
  /** How many more there are, of whom the reader does not see the business. */
  further?: number;
}

/**
 * What a request would put in force beyond its other fields: who covers what a removal leaves, or the content as proposed.
 * `open`: it may still come to be.
 */
export function Proposal({ proposal, open }: { proposal: Request['proposal']; open: boolean }) {
  const say = useSay();
  if (!proposal) return null;
  const { kind, ...content } = proposal;
  const cure = proposal.cure as Cure | undefined;
  if (kind === 'cover') return <CoverPlan cover={proposal as unknown as Cover} />;
  if (isPolicyProposal(proposal))
    return (
      <section className="panel">
        <h3>{say('request.proposal')}</h3>
        <PolicyProposalFacts proposal={proposal} open={open} />
        {cure && <Cured cure={cure} />}
      </section>
    );
  return (
    <section className="panel">
      <h3>{say('request.proposal')}</h3>
      <pre className="code" style={{ maxHeight: 320, overflow: 'auto', whiteSpace: 'pre-wrap' }}>
        {JSON.stringify(content, null, 2)}
      </pre>
    </section>
  );
}

/** Whose grants end with the change. */
function Cured({ cure: { removals, further = 0, ...cover } }: { cure: Cure }) {
  const say = useSay();
  const { roleName, unitName } = useNames();
  return (
    <>
      <h3>{say('cure.ends', { count: removals.length + further })}</h3>
      <ul className="plain" aria-label={say('cure.list')}>
        {removals.map(({ person, role, unit }) => (
          <li key={[person, role, unit].join(' ')}>
            <span className="code">{person}</span>{' '}
            {say('conflict.withRole', { role: roleName(role), unit: unitName(unit) })}
          </li>
        ))}
        {further > 0 && <li className="muted">{say('cure.further', { count: further })}</li>}
      </ul>
      {(cover.plan || cover.duties.length > 0) && <CoverPlan cover={cover} />}
    </>
  );
}

function CoverPlan({ cover: { duties, plan } }: { cover: Cover }) {
  const say = useSay();
  const list = useList();
  return (
    <section className="panel">
      <ThinlyCoveredList duties={duties} />
      {plan && (
        <Descriptions
          bordered
          size="small"
          column={1}
          title={say('cover.plan')}
          items={[
            { key: 'by', label: say('cover.by'), children: list(plan.by) },
            { key: 'until', label: say('cover.until'), children: dueText(plan.until) },
            { key: 'note', label: say('cover.note'), children: plan.note },
          ]}
        />
      )}
    </section>
  );
}
