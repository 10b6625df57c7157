import { LogFaultCode, RemovedMonth } from '@zhiheng/contracts';
import { type TSchema, Type } from 'typebox';
import { mostWaiting } from '../store/integrity-store.ts';

const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const instant = (description: string) => nullable(Type.String({ format: 'date-time', description }));

export const IntegrityAnswer = Type.Object({
  size: Type.Integer({ description: '已签名的条数 / entries of the newest signed tree' }),
  signedAt: instant('签名时间 / when it was signed'),
  waiting: Type.Integer({
    description: `已提交、尚未入树的条数，至多计 ${mostWaiting} / committed entries without an index, ${mostWaiting} at most`,
  }),
  waitingSince: instant('最早一条的时间 / of the first of them'),
  fault: nullable(LogFaultCode),
  seen: nullable(
    Type.Object(
      { size: Type.Integer(), root: Type.String({ description: 'Base 64' }), checkpoint: Type.String() },
      { description: '本机在数据库之外留存的最新检查点 / kept by this host, outside of the database' },
    ),
  ),
  witnesses: Type.Array(
    Type.Object({
      name: Type.String({ description: '见证人 / name of the witness' }),
      vkey: Type.String({ description: '其公钥 / its key (C2SP vkey)' }),
      size: nullable(Type.Integer({ description: '已见证的条数 / entries of the largest checkpoint it cosigned' })),
      at: instant('收到其签名的时间 / when its signature came'),
      fault: nullable(LogFaultCode),
    }),
  ),
  removed: Type.Array(RemovedMonth, {
    description: '保存期满而移除的月份，新者在前，不属异常 / months removed by policy, newest first: nothing is amiss',
  }),
});
