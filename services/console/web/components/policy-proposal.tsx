import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { templatesQuery } from '../api/bulk.ts';
import { limitsQuery, rulesQuery } from '../api/catalogue.ts';
import { useSay } from '../app/language.tsx';
import { type CatalogueProposal, keyOf, type LimitProposal, listedOf } from './catalogue-kinds.ts';
import { limitFacts, listedFacts } from './catalogue-words.ts';
import { type Fact, FactComparison, Facts } from './facts.tsx';
import type { PolicyProposal } from './proposal-kinds.ts';
import { ruleFacts } from './rule-words.ts';
import { sameTemplate, templateFacts } from './template-words.ts';
import { useCatalogue } from './use-catalogue.ts';
import { useSpeaker } from './use-speaker.ts';

interface Props<P extends PolicyProposal> {
  proposal: P;
  /** Whether what is in force is still what it would replace. */
  open: boolean;
}

/** A proposal in words, beside what is in force as long as it may replace it. */
export function PolicyProposalFacts({ proposal, open }: Props<PolicyProposal>) {
  if (proposal.kind === 'rule') return <OfRule proposal={proposal} open={open} />;
  if (proposal.kind === 'template') return <OfTemplate proposal={proposal} open={open} />;
  if (proposal.kind === 'limit') return <OfLimit proposal={proposal} open={open} />;
  return <OfCatalogue proposal={proposal} open={open} />;
}

function OfRule({ proposal: { rule, retired }, open }: Props<Extract<PolicyProposal, { kind: 'rule' }>>) {
  const say = useSay();
  const speaker = useSpeaker();
  const { data: rules = [] } = useQuery(rulesQuery);
  const now = retired ? undefined : rules.find(({ code }) => code === rule.code);
  return (
    <>
      {retired && <Alert type="warning" showIcon className="panel" title={say('rules.retired')} />}
      <Proposed code={rule.code} facts={ruleFacts(speaker, rule)} now={open && now && ruleFacts(speaker, now)} />
    </>
  );
}

function OfCatalogue({ proposal, open }: Props<CatalogueProposal>) {
  const say = useSay();
  const speaker = useSpeaker();
  const listed = listedOf(proposal);
  const { kind, retired } = listed;
  const { data: all = [] } = useCatalogue(kind);
  // Retired or put back it keeps its content: there is nothing to compare.
  const now = retired === undefined && all.find((one) => keyOf(one) === keyOf(listed));
  const thing = say(`catalogue.one.${kind}`);
  return (
    <>
      {retired !== undefined && (
        <Alert
          type="warning"
          showIcon
          className="panel"
          title={say(retired ? 'catalogue.retires' : 'catalogue.restores', { thing })}
          {...(proposal.into
            ? { description: say('catalogue.takenOver', { unit: speaker.unitName(proposal.into) }) }
            : {})}
        />
      )}
      <Proposed
        code={keyOf(listed)}
        facts={listedFacts(speaker, listed)}
        now={open && now && listedFacts(speaker, now)}
      />
    </>
  );
}

function OfLimit({ proposal: { limit }, open }: Props<LimitProposal>) {
  const speaker = useSpeaker();
  const { data: limits = [] } = useQuery(limitsQuery);
  const now = limits.find(({ risk }) => risk === limit.risk);
  return <Proposed facts={limitFacts(speaker, limit)} now={open && now && limitFacts(speaker, now, now.own)} />;
}

function OfTemplate({ proposal: { template }, open }: Props<Extract<PolicyProposal, { kind: 'template' }>>) {
  const speaker = useSpeaker();
  const { data: templates = [] } = useQuery(templatesQuery);
  const now = templates.find((one) => sameTemplate(one, template));
  return <Proposed facts={templateFacts(speaker, template)} now={open && now && templateFacts(speaker, now)} />;
}

function Proposed({ code, facts, now }: { code?: string; facts: Fact[]; now: Fact[] | false | undefined }) {
  const say = useSay();
  const all = code ? [{ label: say('policy.code'), lines: [code] }, ...facts] : facts;
  return now ? <FactComparison now={now} proposed={facts} label={say('request.proposal')} /> : <Facts facts={all} />;
}
