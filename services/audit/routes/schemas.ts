import { Code, Entry, EntryInput } from '@zhiheng/contracts';
import { type Static, Type } from 'typebox';

export const Append = Type.Union([EntryInput, Type.Array(EntryInput, { minItems: 1, maxItems: 1_000 })], {
  description: '一条或至多 1000 条 / one entry or up to 1,000',
  examples: [{ action: 'case.completed', outcome: 'done', targetType: 'case', target: 'ref-1' }],
});
export const Appended = Type.Object({ ids: Type.Array(Type.String(), { description: '按序 / in order' }) });

const base64 = (description: string) => Type.String({ description });
export const Proof = Type.Object({
  index: Type.Integer(),
  size: Type.Integer({ description: '检查点的叶数 / leaves of the signed tree' }),
  hash: Type.String({ description: '散列算法 / hash function of this log', examples: ['sha256'] }),
  leafHash: base64('RFC 6962, Base 64'),
  proof: Type.Array(base64('Base 64'), { description: 'RFC 9162, 2.1.3' }),
  checkpoint: Type.String({ description: '检查点 / C2SP signed note' }),
  vkey: Type.String({ description: '验证公钥 / C2SP vkey' }),
  entry: Entry,
});

const leaves = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
export const ConsistencyQuery = Type.Object(
  { from: leaves, to: Type.Optional(leaves) },
  { additionalProperties: false, examples: [{ from: 1_000, to: 2_000 }] },
);
export const ConsistencyAnswer = Type.Object({
  from: Type.Integer({ description: '较早的叶数 / leaves of the earlier tree' }),
  to: Type.Integer({ description: '较晚的叶数 / leaves of the later tree' }),
  hash: Type.String({ description: '散列算法 / hash function of this log', examples: ['sha256'] }),
  fromRoot: base64('Base 64'),
  toRoot: base64('Base 64'),
  proof: Type.Array(base64('Base 64'), { description: 'RFC 9162, 2.1.4' }),
});

/** An answer that is not JSON. */
const answer = (contentType: string, description: string, schema: object) => ({
  description,
  content: { [contentType]: { schema: Type.Unsafe<string | Buffer>(schema) } },
});
const plainText = (example: string) => ({ type: 'string', examples: [example] });
export const Checkpoint = answer(
  'text/plain',
  'C2SP signed note',
  plainText(
    'zhiheng.example/audit/log/county\n2\nRoot, 44 characters of Base 64\n\n— zhiheng.example/audit/log/county Signature\n',
  ),
);
export const Key = answer('text/plain', 'C2SP vkey', plainText('zhiheng.example/audit/log/county+0a1b2c3d+Key\n'));
export const Keys = Type.Object({
  data: Type.Array(
    Type.Object({
      vkey: Type.String({ description: '验证公钥 / C2SP vkey' }),
      from: Type.String({ format: 'date-time', description: '自此时起签名 / it signs from then on' }),
      until: Type.Optional(Type.String({ format: 'date-time', description: '至此时止 / until the next one does' })),
    }),
  ),
});
export const TileBytes = answer('application/octet-stream', '每个散列 32 字节 / 32 bytes a hash', { type: 'string' });
export const BundleBytes = answer(
  'application/octet-stream',
  '每条记录前有两字节长度 / each entry behind its length in two bytes',
  { type: 'string' },
);

export const LogReadingInput = Type.Object(
  {
    from: Type.Integer({ minimum: 0, description: '自第几条起 / index of the first entry' }),
    until: Type.Integer({ minimum: 1, description: '至第几条止，不含 / index after the last' }),
  },
  { additionalProperties: false, examples: [{ from: 0, until: 100_000 }] },
);
export const LogReading = Type.Object({
  id: Type.String({ format: 'uuid', description: '载明此次通读的记录 / the entry that says so' }),
  from: Type.Integer(),
  until: Type.Integer(),
});
export const BundleQuery = Type.Object(
  {
    reading: Type.Optional(
      Type.String({
        format: 'uuid',
        description: '所属的通读，24 小时内有效 / the reading that it belongs to, good for 24 hours',
      }),
    ),
  },
  { additionalProperties: false },
);

export const CheckpointQuery = Type.Object(
  {
    cosigned: Type.Optional(
      Type.Boolean({ description: '最大的已见证检查点 / the largest one that a witness has cosigned' }),
    ),
  },
  { additionalProperties: false },
);

export const CentrePath = Type.Object({ centre: Code });
export const TilePathParameters = Type.Object({
  centre: Code,
  '*': Type.String({ description: '{L}/{N}[.p/{W}]', examples: ['0/000.p/12'] }),
});
export type TilePathParameters = Static<typeof TilePathParameters>;
