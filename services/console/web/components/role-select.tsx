import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { rolesQuery } from '../api/catalogue.ts';
import { useSpeech } from '../app/language.tsx';
import { RiskTag } from './tags.tsx';

interface RoleSelectProps {
  id?: string;
  value?: string;
  onChange?: (role: string | undefined) => void;
  /** Told as well, beside the form's field. */
  onPick?: (role: string) => void;
  placeholder?: string;
  allowClear?: boolean;
  /** Without those that have retired; a removal may be of one. */
  inUse?: boolean;
}

/** A role, searchable by name and code, with its risk. */
export function RoleSelect({ value, onChange, onPick, inUse = false, ...rest }: RoleSelectProps) {
  const { say, language } = useSpeech();
  const { data: roles = [], isLoading } = useQuery(rolesQuery);
  return (
    <Select
      {...rest}
      value={value ?? null}
      onChange={(role: string | null | undefined) => {
        onChange?.(role ?? undefined);
        if (role) onPick?.(role);
      }}
      loading={isLoading}
      showSearch={{ optionFilterProp: 'words' }}
      options={roles
        .filter(({ code, retired }) => code === value || !(inUse && retired))
        .map(({ code, name, risk, retired }) => ({
          value: code,
          label: retired ? say('retiredName', { name: name[language] }) : name[language],
          words: `${name.zh} ${name.en} ${code}`,
          risk,
        }))}
      optionRender={({ label, value: code, data }) => (
        <span style={{ display: 'flex', gap: 8 }}>
          <span style={{ flex: 1 }}>{label}</span>
          <span className="code muted">{code}</span>
          <RiskTag risk={data.risk} />
        </span>
      )}
    />
  );
}
