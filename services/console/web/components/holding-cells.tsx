import type { CertificationHolding } from '@zhiheng/contracts';
import { Tag } from 'antd';
import { Link } from 'react-router';
import { useSay } from '../app/language.tsx';
import { useNames } from './names.ts';
import { RiskTag } from './tags.tsx';
import { minuteText, periodText } from './times.ts';

type Of = { holding: CertificationHolding };

/** Whose it is, as the campaign froze it. */
export function HolderCell({ holding: { person, personName, personUnit, post, orphan } }: Of) {
  const say = useSay();
  const { unitName } = useNames();
  return (
    <>
      {personName} <span className="code muted">{person}</span>
      <div className="muted">
        {`${post} · ${unitName(personUnit)}`} {orphan && <Tag color="red">{say(`certification.orphan.${orphan}`)}</Tag>}
      </div>
    </>
  );
}

/** What is held, and where. */
export function HeldCell({ holding: { role, risk, unit, held, escalated } }: Of) {
  const say = useSay();
  const { roleName, unitName } = useNames();
  return (
    <>
      {roleName(role)} <RiskTag risk={risk} />
      <div className="muted">
        {unitName(unit)} {!held && <Tag>{say('certification.notHeld')}</Tag>}
        {escalated && <Tag color="orange">{say('certification.wasEscalated')}</Tag>}
      </div>
    </>
  );
}

export function HeldPeriod({ holding: { since, until, request } }: Of) {
  const say = useSay();
  const period = periodText({ validFrom: since, validUntil: until }, say);
  return request ? <Link to={`/requests/${request}`}>{period}</Link> : period;
}

/** What was decided, by whom, and how carefully. */
export function DecisionCell({ holding: { decision } }: Of) {
  const say = useSay();
  if (!decision) return <span className="muted">{say('certification.state.undecided')}</span>;
  const { reviewer, at, reason, tookMs, together, removal, request } = decision;
  return (
    <>
      <Tag color={decision.decision === 'keep' ? 'green' : 'red'}>
        {say(`certification.decision.${decision.decision}`)}
      </Tag>
      {say('certification.decidedBy', { person: reviewer, at: minuteText(at) })}
      {reason && <div>{reason}</div>}
      <div className="muted">
        {tookMs === null
          ? say('certification.unseen', { count: together })
          : say('certification.took', { seconds: (tookMs / 1000 / together).toFixed(1), count: together })}
      </div>
      {removal &&
        (request ? (
          <Link to={`/requests/${request}`}>{say(`certification.removal.${removal}`)}</Link>
        ) : (
          say(`certification.removal.${removal}`)
        ))}
    </>
  );
}
