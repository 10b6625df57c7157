import { useQuery } from '@tanstack/react-query';
import type { Unit } from '@zhiheng/contracts';
import { TreeSelect } from 'antd';
import { useMemo } from 'react';
import { unitsQuery } from '../api/catalogue.ts';
import { useSpeech } from '../app/language.tsx';
import { useBranches } from './use-branches.ts';

interface Branch {
  value: string;
  title: string;
  children: Branch[];
}

interface UnitSelectProps {
  id?: string;
  value?: string | undefined;
  onChange?: (unit: string | undefined) => void;
  placeholder?: string;
  allowClear?: boolean;
  /** Without those that have retired; what is read or taken away may be at one. */
  inUse?: boolean;
  /** Not offered beside them. */
  except?: string;
  'aria-label'?: string;
}

/** A unit chosen from the centre's tree, searchable by name and code. */
export function UnitSelect({ value, onChange, inUse = false, except, ...rest }: UnitSelectProps) {
  const { say, language } = useSpeech();
  const { data: units = [], isLoading } = useQuery(unitsQuery);
  const tree = useMemo(() => {
    const offered = units.filter(({ code, retired }) => code === value || !(inUse && (retired || code === except)));
    return treeOf(offered, ({ name, retired }) =>
      retired ? say('retiredName', { name: name[language] }) : name[language],
    );
  }, [units, value, inUse, except, say, language]);
  const { onSearch, ...branches } = useBranches(tree, 'open');
  return (
    <TreeSelect<string | undefined, Branch>
      {...rest}
      value={value}
      onChange={(unit) => onChange?.(unit)}
      treeData={tree}
      loading={isLoading}
      {...branches}
      showSearch={{
        onSearch,
        filterTreeNode: (text, { value: code, title }) => `${String(title)} ${String(code)}`.includes(text.trim()),
      }}
      popupMatchSelectWidth={340}
      style={{ width: '100%' }}
    />
  );
}

function treeOf(units: readonly Unit[], titleOf: (unit: Unit) => string): Branch[] {
  const branches = new Map<string, Branch>(
    units.map((unit) => [unit.code, { value: unit.code, title: titleOf(unit), children: [] }]),
  );
  const roots: Branch[] = [];
  for (const { code, parent } of units) {
    const siblings = (parent !== null && branches.get(parent)?.children) || roots;
    siblings.push(branches.get(code) as Branch);
  }
  return roots;
}
