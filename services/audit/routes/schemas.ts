import { Code, Entry, EntryInput, Outcome, Page, pageQuery } from '@zhiheng/contracts';
import { type Static, Type } from 'typebox';

const uuidPattern = '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$';
const text = (description: string, example: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 200, description, examples: [example] }));
const instant = (description: string) => Type.Optional(Type.String({ format: 'date-time', description }));

export const EntryQuery = Type.Object(
  {
    action: text('动作 / what was done', 'request.decided'),
    outcome: Type.Optional(Outcome),
    actor: text('操作人用户名 / username of who acted', 'enterprise-pension-op1'),
    person: text('人员的用户名或 id，操作人或相关人 / username or id of who acted or whom it is about', 'newcomer'),
    client: text('客户端 / the client that asked', 'demo-business'),
    targetType: text('对象类型 / kind of thing acted on', 'request'),
    target: text('对象 / its code or id', 'enterprise-pension-handle'),
    unit: text('机构 / unit', 'enterprise-pension'),
    item: text('业务事项 / item', 'enterprise-pension-award'),
    case: Type.Optional(Type.String({ pattern: uuidPattern, description: '办件 / case' })),
    correlationId: text('关联号 / what belongs together', 'a1b2c3'),
    since: instant('自（含）/ from this instant on'),
    until: instant('至（不含）/ before this instant'),
    ...pageQuery,
  },
  { additionalProperties: false },
);

export const EntryPage = Page(Entry);
export const EntryId = Type.Object({ id: Type.String({ pattern: uuidPattern, description: 'UUIDv7' }) });

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

export const VerificationQuery = Type.Object(
  {
    since: Type.Optional(
      Type.String({
        maxLength: 8_192,
        description: '先前留存的检查点 / a checkpoint kept from earlier (C2SP signed note): the log must continue it',
      }),
    ),
  },
  { additionalProperties: false },
);

const Finding = Type.Object({
  kind: Type.Enum(['altered', 'missing', 'inserted', 'tile', 'root', 'signature', 'shortened', 'rewritten']),
  index: Type.Optional(Type.Integer()),
  id: Type.Optional(Type.String()),
  level: Type.Optional(Type.Integer()),
  n: Type.Optional(Type.Integer()),
});
export const VerificationAnswer = Type.Object({
  size: Type.Integer(),
  root: Type.Optional(base64('Base 64')),
  checkpoint: Type.Optional(Type.String()),
  vkey: Type.String(),
  intact: Type.Boolean({ description: '完好 / nothing is amiss' }),
  total: Type.Integer({ description: '发现数 / number of findings' }),
  findings: Type.Array(Finding, { description: '前 200 条 / the first 200' }),
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
