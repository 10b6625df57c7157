import { Flex, Tag } from 'antd';
import { type EntryFilterName, type EntryFilters, filterNames } from '../api/entry-filters.ts';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import type { PlainKey } from '../words/types.ts';
import { useNames } from './names.ts';
import { minuteText } from './times.ts';

const labels: Record<EntryFilterName, PlainKey> = {
  person: 'log.person',
  actor: 'log.actor',
  action: 'log.action',
  outcome: 'log.outcome',
  unit: 'log.unitAndBelow',
  onlyUnit: 'log.onlyUnit',
  item: 'item',
  case: 'log.case',
  targetType: 'log.targetType',
  target: 'log.target',
  client: 'log.client',
  correlationId: 'log.correlation',
  reason: 'log.reasonHas',
  since: 'log.since',
  until: 'log.until',
};

interface FilterTagsProps {
  filters: EntryFilters;
  /** Absent: they are only told. */
  onDrop?: (filters: EntryFilters) => void;
}

/** By what entries were chosen, each filter with its name; one that is closed is dropped. */
export function FilterTags({ filters, onDrop }: FilterTagsProps) {
  const { say, pick } = useSpeech();
  const { unitName, itemName } = useNames();
  const wordOf = (name: EntryFilterName, value: string): string => {
    if (name === 'action') return pick(wordsOf('actions', value));
    if (name === 'outcome') return pick(wordsOf('outcomes', value));
    if (name === 'targetType') return pick(wordsOf('things', value));
    if (name === 'unit' || name === 'onlyUnit') return unitName(value);
    if (name === 'item') return itemName(value);
    return name === 'since' || name === 'until' ? minuteText(value) : value;
  };
  const given = filterNames.flatMap((name) => (filters[name] ? [[name, filters[name]] as const] : []));
  return (
    <Flex gap="4px 6px" wrap>
      {given.map(([name, value]) => (
        <Tag
          key={name}
          style={{ margin: 0 }}
          {...(onDrop && {
            closable: { 'aria-label': say('log.dropFilter', { name: say(labels[name]) }) },
            onClose: () => onDrop({ ...filters, [name]: undefined }),
          })}
        >
          {say(labels[name])}: {wordOf(name, value)}
        </Tag>
      ))}
      {given.length === 0 && <span className="muted">{say('log.noFilter')}</span>}
    </Flex>
  );
}
