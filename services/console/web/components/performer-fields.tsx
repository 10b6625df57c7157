import { Form } from 'antd';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { CodesSelect } from './codes-select.tsx';
import type { ListedValues } from './listed-input.ts';

/** Which roles a new item is tried with, duty by duty. */
export function PerformerFields() {
  const { say, pick } = useSpeech();
  const duties = Form.useWatch('duties', Form.useFormInstance<ListedValues>()) ?? [];
  return (
    <fieldset className="part">
      <legend>{say('performers.title')}</legend>
      <p className="muted">{say('performers.hint')}</p>
      <div className="pair">
        {duties.map((duty) => (
          <Form.Item
            key={duty}
            name={['performers', duty]}
            label={say('whatIf.performers', { duty: pick(wordsOf('duties', duty)) })}
          >
            <CodesSelect of="roles" />
          </Form.Item>
        ))}
      </div>
    </fieldset>
  );
}
