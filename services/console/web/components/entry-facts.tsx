import type { Entry } from '@zhiheng/contracts';
import { Descriptions } from 'antd';
import { Link } from 'react-router';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { Moment } from './moment.tsx';
import { useNames } from './names.ts';
import { OutcomeTag } from './tags.tsx';

/** What an entry says; what it does not say has no line. */
export function EntryFacts({ entry }: { entry: Entry }) {
  const { say, pick } = useSpeech();
  const { unitName, itemName } = useNames();
  const { action, targetType, target, unit, item, index, reason, about, case: caseId, correlationId } = entry;
  const code = (text: string | undefined) => text && <span className="code">{text}</span>;
  const trail = (name: string, value: string | undefined) =>
    value && (
      <Link className="code" to={`/log?${new URLSearchParams({ [name]: value })}`}>
        {value}
      </Link>
    );
  const facts = [
    { key: 'action', label: say('log.action'), children: `${pick(wordsOf('actions', action))} (${action})` },
    { key: 'outcome', label: say('log.outcome'), children: <OutcomeTag outcome={entry.outcome} /> },
    { key: 'at', label: say('at'), children: <Moment at={entry.at} seconds /> },
    { key: 'index', label: say('log.index'), children: index ?? say('log.notSequenced') },
    { key: 'actor', label: say('log.actor'), children: entry.actor },
    { key: 'client', label: say('log.client'), children: entry.client },
    { key: 'unit', label: say('unit'), children: unit && unitName(unit) },
    { key: 'item', label: say('item'), children: item && itemName(item) },
    {
      key: 'target',
      label: say('log.target'),
      span: 'filled' as const,
      children: (targetType || target) && (
        <>
          {targetType && pick(wordsOf('things', targetType))} {code(target)}
        </>
      ),
    },
    { key: 'reason', label: say('reason'), span: 'filled' as const, children: reason },
    { key: 'case', label: say('log.case'), span: 'filled' as const, children: trail('case', caseId) },
    { key: 'about', label: say('log.about'), span: 'filled' as const, children: trail('person', about) },
    {
      key: 'correlation',
      label: say('log.correlation'),
      span: 'filled' as const,
      children: trail('correlationId', correlationId),
    },
    { key: 'address', label: say('log.address'), span: 'filled' as const, children: code(entry.address) },
  ];
  return (
    <Descriptions
      size="small"
      bordered
      column={2}
      className="panel"
      styles={{ label: { width: 96 } }}
      items={facts.filter(({ children }) => children !== undefined && children !== '')}
    />
  );
}
