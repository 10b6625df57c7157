import { Select } from 'antd';
import { useSpeech } from '../app/language.tsx';
import { codesOf, type Vocabulary, wordsOf } from '../words/codes.ts';

interface CodeChoiceProps {
  id?: string;
  value?: string[];
  onChange?: (codes: string[]) => void;
  vocabulary: Vocabulary;
  /** Offered; otherwise every code that has words. */
  codes?: readonly string[];
  placeholder?: string;
}

/** Codes of a vocabulary, by their words; one that has none may be typed. */
export function CodeChoice({ vocabulary, codes, value = [], ...rest }: CodeChoiceProps) {
  const { pick } = useSpeech();
  const offered = codes ?? codesOf(vocabulary);
  return (
    <Select<string[]>
      {...rest}
      mode={codes ? 'multiple' : 'tags'}
      allowClear
      value={value}
      showSearch={{ optionFilterProp: 'label' }}
      options={offered.map((code) => ({ value: code, label: pick(wordsOf(vocabulary, code)) }))}
      style={{ width: '100%' }}
    />
  );
}
