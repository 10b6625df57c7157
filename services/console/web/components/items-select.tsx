import { useQuery } from '@tanstack/react-query';
import type { Item } from '@zhiheng/contracts';
import { TreeSelect } from 'antd';
import { useMemo } from 'react';
import { itemsQuery } from '../api/catalogue.ts';
import { type Names, useNames } from './names.ts';
import { useBranches } from './use-branches.ts';

interface ItemsSelectProps {
  id?: string;
  value?: string[];
  onChange?: (items: string[]) => void;
  /** Only items that have it. */
  duty?: string | undefined;
  placeholder?: string;
}

const none: string[] = [];

/** Items, one by one or all of a unit in one go, searchable by name and code. */
export function ItemsSelect({ value = none, onChange, duty, ...rest }: ItemsSelectProps) {
  const names = useNames();
  const { data: items = [], isLoading } = useQuery(itemsQuery);
  const tree = useMemo(() => treeOf(items, duty, value, names), [items, duty, value, names]);
  const { onSearch, ...branches } = useBranches(tree, 'closed');
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
      {...branches}
      showCheckedStrategy={TreeSelect.SHOW_CHILD}
      maxTagCount={6}
      showSearch={{
        onSearch,
        filterTreeNode: (text, { value: code, title }) => `${String(title)} ${String(code)}`.includes(text.trim()),
      }}
      popupMatchSelectWidth={360}
      style={{ width: '100%' }}
    />
  );
}

/** Items in use, and those chosen already, below the units that own them. A unit's key is no item's code: those have no colon. */
function treeOf(
  items: readonly Item[],
  duty: string | undefined,
  chosen: readonly string[],
  { itemName, unitName }: Names,
) {
  const offered = items.filter(
    ({ code, duties, retired }) => (!retired || chosen.includes(code)) && (duty === undefined || duties.includes(duty)),
  );
  const units = Map.groupBy(offered, ({ unit }) => unit);
  return [...units].map(([unit, owned]) => ({
    value: `unit:${unit}`,
    title: unitName(unit),
    children: owned.map(({ code }) => ({ value: code, title: itemName(code) })),
  }));
}
