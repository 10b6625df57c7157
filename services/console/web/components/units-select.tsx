import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { unitsQuery } from '../api/catalogue.ts';
import { useSpeech } from '../app/language.tsx';

interface UnitsSelectProps {
  id?: string;
  /** Codes. */
  value?: string[];
  onChange?: (units: string[]) => void;
}

/** Several units, searchable by name and code. */
export function UnitsSelect({ value = [], onChange, ...rest }: UnitsSelectProps) {
  const { pick } = useSpeech();
  const { data: units = [], isLoading } = useQuery(unitsQuery);
  return (
    <Select<string[]>
      {...rest}
      mode="multiple"
      allowClear
      value={value}
      onChange={(codes) => onChange?.(codes)}
      loading={isLoading}
      showSearch={{ optionFilterProp: 'words' }}
      options={units.map(({ code, name }) => ({ value: code, label: pick(name), words: `${pick(name)} ${code}` }))}
    />
  );
}
