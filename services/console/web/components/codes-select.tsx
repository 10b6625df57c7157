import { type UseQueryOptions, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useSpeech } from '../app/language.tsx';

interface CodesSelectProps<T> {
  /** The whole list: of units, of roles. */
  // biome-ignore lint/suspicious/noExplicitAny: each query has a key of its own shape.
  of: UseQueryOptions<T[], Error, T[], any>;
  id?: string;
  value?: string[];
  onChange?: (codes: string[]) => void;
}

/** Several of what has a code and a name, searchable by either. */
export function CodesSelect<T extends { code: string; name: { zh: string; en: string } }>({
  of,
  value = [],
  onChange,
  ...rest
}: CodesSelectProps<T>) {
  const { pick } = useSpeech();
  const { data = [], isLoading } = useQuery(of);
  return (
    <Select<string[]>
      {...rest}
      mode="multiple"
      allowClear
      value={value}
      onChange={(codes) => onChange?.(codes)}
      loading={isLoading}
      showSearch={{ optionFilterProp: 'words' }}
      options={data.map(({ code, name }) => ({ value: code, label: pick(name), words: `${pick(name)} ${code}` }))}
    />
  );
}
