import type { PaperPoints } from '@zhiheng/contracts';
import { sha256, toHex } from '@zhiheng/ledger';
import { Button, Tag, Upload } from 'antd';
import { useSay } from '../app/language.tsx';

type Evidence = PaperPoints['procedure']['evidence'];

/** Files that were looked at: their names and hashes, never themselves. */
export function EvidenceField({
  label,
  value = [],
  onChange,
}: {
  label: string;
  value?: Evidence;
  onChange?: (value: Evidence) => void;
}) {
  const say = useSay();
  const take = async (file: File) => {
    const hash = toHex(sha256(new Uint8Array(await file.arrayBuffer())));
    onChange?.([
      ...value.filter(({ sha256: other }) => other !== hash),
      { name: file.name.slice(0, 200), sha256: hash },
    ]);
  };
  return (
    <div>
      {value.map(({ name, sha256: hash }) => (
        <Tag key={hash} closable onClose={() => onChange?.(value.filter((one) => one.sha256 !== hash))}>
          {`${name} ${hash.slice(0, 12)}…`}
        </Tag>
      ))}
      <Upload
        showUploadList={false}
        beforeUpload={(file) => {
          void take(file);
          return false;
        }}
      >
        <Button size="small" aria-label={label} title={say('paper.evidenceHint')}>
          {say('paper.addEvidence')}
        </Button>
      </Upload>
    </div>
  );
}
