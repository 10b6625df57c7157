import { DatePicker, Form, Input, Switch } from 'antd';
import { useEffect } from 'react';
import { useSay } from '../app/language.tsx';
import type { CoverValues } from './cover-input.ts';
import { PeopleSelect } from './people-select.tsx';

/** Who covers what a removal leaves without a second person; asked for once the service says that it is needed, or when one wants to say. */
export function CoverFields({ needed }: { needed: boolean }) {
  const say = useSay();
  const form = Form.useFormInstance<CoverValues>();
  const withCover = Form.useWatch('withCover', form) ?? false;
  useEffect(() => {
    if (needed) form.setFieldValue('withCover', true);
  }, [needed, form]);
  return (
    <>
      <Form.Item name="withCover" label={say('cover.plan')} valuePropName="checked" layout="horizontal">
        <Switch />
      </Form.Item>
      {withCover && (
        <>
          <Form.Item
            name={['cover', 'by']}
            label={say('cover.by')}
            rules={[{ required: true, message: say('cover.needBy') }]}
          >
            <PeopleSelect />
          </Form.Item>
          <div className="pair">
            <Form.Item
              name={['cover', 'until']}
              label={say('cover.until')}
              rules={[{ required: true, message: say('deputies.needUntil') }]}
            >
              <DatePicker style={{ width: '100%' }} />
            </Form.Item>
            <Form.Item
              name={['cover', 'note']}
              label={say('cover.note')}
              rules={[{ required: true, whitespace: true, message: say('cover.needNote') }]}
            >
              <Input maxLength={1000} />
            </Form.Item>
          </div>
        </>
      )}
    </>
  );
}
