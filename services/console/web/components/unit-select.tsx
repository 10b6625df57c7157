import { useQuery } from '@tanstack/react-query';
import type { Unit } from '@zhiheng/contracts';
import { TreeSelect } from 'antd';
import { useMemo } from 'react';
import { unitsQuery } from '../api/catalogue.ts';
import { useSpeech } from '../app/language.tsx';
import type { Language } from '../words/types.ts';

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
  'aria-label'?: string;
}

/** A unit chosen from the centre's tree, searchable by name and code. */
export function UnitSelect({ value, onChange, ...rest }: UnitSelectProps) {
  const { language } = useSpeech();
  const { data: units = [], isLoading } = useQuery(unitsQuery);
  const tree = useMemo(() => treeOf(units, language), [units, language]);
  return (
    <TreeSelect<string | undefined, Branch>
      {...rest}
      value={value}
      onChange={(unit) => onChange?.(unit)}
      treeData={tree}
      loading={isLoading}
      treeDefaultExpandedKeys={tree.map((branch) => branch.value)}
      showSearch={{
        filterTreeNode: (text, { value: code, title }) => `${String(title)} ${String(code)}`.includes(text.trim()),
      }}
      popupMatchSelectWidth={340}
      style={{ width: '100%' }}
    />
  );
}

function treeOf(units: readonly Unit[], language: Language): Branch[] {
  const branches = new Map<string, Branch>(
    units.map(({ code, name }) => [code, { value: code, title: name[language], children: [] }]),
  );
  const roots: Branch[] = [];
  for (const { code, parent } of units) {
    const siblings = (parent !== null && branches.get(parent)?.children) || roots;
    siblings.push(branches.get(code) as Branch);
  }
  return roots;
}
