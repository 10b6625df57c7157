import { Form, Input } from 'antd';
import { useSay } from '../app/language.tsx';
import { codePattern } from './code-pattern.ts';

/** The code of something new that is none of `taken`; of something that is there (without `taken`), not to be changed. */
export function CodeField({ taken }: { taken?: readonly string[] | undefined }) {
  const say = useSay();
  const unused = async (_: unknown, code: string | undefined) => {
    if (code && taken?.includes(code)) throw new Error(say('rules.codeTaken'));
  };
  return (
    <Form.Item
      name="code"
      label={say('policy.code')}
      rules={[{ required: true, pattern: codePattern, message: say('rules.needCode') }, { validator: unused }]}
    >
      <Input className="code" disabled={!taken} maxLength={63} />
    </Form.Item>
  );
}

/** The name in Chinese and English. */
export function NameFields() {
  const say = useSay();
  const rules = [{ required: true, whitespace: true, message: say('rules.needName') }];
  return (
    <div className="pair">
      <Form.Item name="nameZh" label={say('policy.nameZh')} rules={rules}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="nameEn" label={say('policy.nameEn')} rules={rules}>
        <Input maxLength={200} />
      </Form.Item>
    </div>
  );
}
