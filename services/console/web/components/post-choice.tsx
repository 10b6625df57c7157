import { useQuery } from '@tanstack/react-query';
import { AutoComplete } from 'antd';
import { templatesQuery } from '../api/bulk.ts';
import { unitsQuery } from '../api/catalogue.ts';

interface PostChoiceProps {
  id?: string;
  value?: string;
  onChange?: (post: string) => void;
  /** The posts that this unit has are offered; any other may be typed. */
  unit: string | undefined;
}

/** A post: one that the unit has, by which grants are suggested, or another. */
export function PostChoice({ unit, value = '', onChange, ...rest }: PostChoiceProps) {
  const { data: units = [] } = useQuery(unitsQuery);
  const { data: templates = [] } = useQuery(templatesQuery);
  const kind = units.find(({ code }) => code === unit)?.kind;
  const here = templates.filter((template) => template.unitKind === kind && (template.unit ?? unit) === unit);
  const posts = [...new Set(here.map(({ post }) => post))];
  return (
    <AutoComplete
      {...rest}
      maxLength={100}
      value={value}
      onChange={(post: string | undefined) => onChange?.(post ?? '')}
      options={posts.map((post) => ({ value: post }))}
      showSearch={{ filterOption: false }}
    />
  );
}
