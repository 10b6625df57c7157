import { type Static, Type } from 'typebox';
import { Id, Instant, nullable } from './primitives.ts';

export const verificationStates = {
  queued: { zh: '等待核验', en: 'Waiting' },
  running: { zh: '核验中', en: 'Running' },
  done: { zh: '核验完毕', en: 'Done' },
  failed: { zh: '未能核验', en: 'Failed' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
} as const;
export type VerificationState = keyof typeof verificationStates;

/** What may be amiss with a log. */
export const findingKinds = [
  'altered',
  'missing',
  'inserted',
  'tile',
  'root',
  'signature',
  'shortened',
  'rewritten',
  'unread',
  'unlawful',
  'hidden',
  'checkpoint-signature',
  'checkpoint-root',
  'checkpoint-key',
  'checkpoint-missing',
  'cosignature',
] as const;
export type FindingKind = (typeof findingKinds)[number];

const Finding = Type.Object({
  kind: Type.Enum([...findingKinds]),
  index: Type.Optional(
    Type.Integer({ description: '记录的序号，或检查点的条数 / of the entry, or size of the checkpoint' }),
  ),
  id: Type.Optional(Type.String()),
  level: Type.Optional(Type.Integer()),
  n: Type.Optional(Type.Integer()),
  last: Type.Optional(Type.Integer()),
  entries: Type.Optional(Type.Integer()),
  at: Type.Optional(Type.String({ description: '数据库所载签名时间 / when it was signed, as the database says' })),
  witness: Type.Optional(Type.String({ description: '见证人名称与密钥号 / name and key id of the witness' })),
});

const VerificationResult = Type.Object({
  size: Type.Integer({ description: '核验的条数 / entries of the tree that was verified' }),
  root: Type.Optional(Type.String({ description: 'Base 64' })),
  checkpoint: Type.Optional(Type.String()),
  vkey: Type.String(),
  intact: Type.Boolean({ description: '完好 / nothing is amiss' }),
  total: Type.Integer({ description: '发现数 / number of findings' }),
  findings: Type.Array(Finding, { description: '前 200 条 / the first 200' }),
  checkpoints: Type.Integer({ description: '核验的检查点数 / checkpoints that were judged' }),
  cosignatures: Type.Integer({ description: '其见证签名数 / cosignatures of them' }),
  unknownCosignatures: Type.Integer({
    description: '其中公钥未配置、无从核验者 / of witnesses whose keys are not configured: no verdict',
  }),
  removed: Type.Array(
    Type.Object({
      month: Type.String(),
      first: Type.Integer(),
      last: Type.Integer(),
      entries: Type.Integer(),
      index: Type.Integer({ description: '载明移除的记录的序号 / index of the entry that says so' }),
    }),
    { description: '保存期满而移除的月份，不属异常 / months removed by policy: nothing is amiss' },
  ),
});
export type VerificationResult = Static<typeof VerificationResult>;

/** A verification of the whole log: it runs in the background, then has a result. */
export const LogVerification = Type.Object(
  {
    id: Id,
    state: Type.Enum(Object.keys(verificationStates) as VerificationState[], { description: '状态 / state' }),
    failure: nullable(Type.String({ description: '失败原因代码 / code of the problem that it failed of' })),
    askedBy: Type.String({ description: '发起人或客户端 / username, or client, that asked for it' }),
    progress: Type.Number({ minimum: 0, maximum: 1, description: '进度 / how far the log was gone through' }),
    reached: Type.Integer({ minimum: 0, description: '已核验条数 / entries gone through' }),
    size: nullable(Type.Integer({ minimum: 0, description: '共几条 / of how many' })),
    createdAt: Instant,
    finishedAt: nullable(Instant),
    result: nullable(VerificationResult),
  },
  { $id: 'LogVerification' },
);
export type LogVerification = Static<typeof LogVerification>;
