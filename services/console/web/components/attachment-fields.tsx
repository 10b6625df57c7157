import { sha256, toHex } from '@zhiheng/ledger';
import { Button, Form, Input, Space, Upload } from 'antd';
import { useSay } from '../app/language.tsx';
import type { AttachmentValue } from './attachment-values.ts';

const most = 20;

/** The name and digest of a file; the file itself goes nowhere. */
async function referenceTo(file: File): Promise<AttachmentValue> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { name: file.name, digest: `sha-256:${toHex(sha256(bytes))}` };
}

/** References to documents that are kept elsewhere, typed or taken from a file, which is only read to reckon its digest. */
export function AttachmentFields() {
  const say = useSay();
  const form = Form.useFormInstance<{ attachments?: AttachmentValue[] }>();
  const needed = { required: true, whitespace: true, message: say('attachment.needed') };
  return (
    <Form.List name="attachments">
      {(rows, { add, remove }) => (
        <fieldset className="part">
          <legend>{say('attachments')}</legend>
          <p className="muted">{say('attachment.hint')}</p>
          {rows.map(({ key, name }) => (
            <div key={key} className="attachment">
              <Form.Item name={[name, 'name']} label={say('attachment.name')} rules={[needed]}>
                <Input maxLength={200} />
              </Form.Item>
              <Form.Item
                name={[name, 'digest']}
                label={say('attachment.digest')}
                rules={[{ pattern: /^sha-256:[0-9a-f]{64}$/, message: say('attachment.badDigest') }, needed]}
              >
                <Input className="code" maxLength={72} placeholder="sha-256:…" spellCheck={false} />
              </Form.Item>
              <Form.Item
                name={[name, 'href']}
                label={say('attachment.href')}
                rules={[{ pattern: /^https?:\/\/\S+$/, message: say('attachment.badHref') }]}
              >
                <Input maxLength={2000} placeholder="https://" spellCheck={false} />
              </Form.Item>
              <Button onClick={() => remove(name)}>{say('attachment.remove')}</Button>
            </div>
          ))}
          {rows.length < most && (
            <Space>
              <Upload
                showUploadList={false}
                beforeUpload={(file) => {
                  void referenceTo(file).then((reference) =>
                    form.setFieldValue('attachments', [...(form.getFieldValue('attachments') ?? []), reference]),
                  );
                  return false;
                }}
              >
                <Button>{say('attachment.fromFile')}</Button>
              </Upload>
              <Button onClick={() => add({})}>{say('attachment.add')}</Button>
            </Space>
          )}
        </fieldset>
      )}
    </Form.List>
  );
}
