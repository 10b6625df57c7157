import { useQuery } from '@tanstack/react-query';
import type { Item } from '@zhiheng/contracts';
import { TreeSelect } from 'antd';
import { useMemo } from 'react';
import { itemsQuery } from '../api/catalogue.ts';
import { useSpeech } from '../app/language.tsx';
import { useNames } from './names.ts';

interface ItemsSelectProps {
  id?: string;
  value?: string[];
  onChange?: (items: string[]) => void;
  /** Only items that have it. */
  duty?: string | undefined;
  placeholder?: string;
}

/** Items, one by one or all of a unit in one go, searchable by name and code. */
export function ItemsSelect({ value = [], onChange, duty, ...rest }: ItemsSelectProps) {
  const { pick } = useSpeech();
  const { unitName } = useNames();
  const { data: items = [], isLoading } = useQuery(itemsQuery);
  const tree = useMemo(() => treeOf(items, duty, pick, unitName), [items, duty, pick, unitName]);
  return (
    <TreeSelect<string[]>
      {...rest}
      multiple
      treeCheckable
      allowClear
      value={value}
      onChange={(chosen) => onChange?.(chosen)}
      treeData={tree}
      loading={isLoading}
      showCheckedStrategy={TreeSelect.SHOW_CHILD}
      maxTagCount={6}
      showSearch={{
        filterTreeNode: (text, { value: code, title }) => `${String(title)} ${String(code)}`.includes(text.trim()),
      }}
      popupMatchSelectWidth={360}
      style={{ width: '100%' }}
    />
  );
}

/** Items in use below the units that own them. A unit's key is no item's code: those have no colon. */
function treeOf(
  items: readonly Item[],
  duty: string | undefined,
  pick: (name: Item['name']) => string,
  unitName: (code: string) => string,
) {
  const offered = items.filter(({ duties, retired }) => !retired && (duty === undefined || duties.includes(duty)));
  const units = Map.groupBy(offered, ({ unit }) => unit);
  return [...units].map(([unit, owned]) => ({
    value: `unit:${unit}`,
    title: unitName(unit),
    children: owned.map(({ code, name }) => ({ value: code, title: pick(name) })),
  }));
}
