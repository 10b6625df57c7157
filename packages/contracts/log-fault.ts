import { Type } from 'typebox';

/** Why the log does not advance, or a witness has not signed it; each needs a person to look. */
export const logFaults = {
  'head-mismatch': {
    zh: '树块、位置与最新检查点不相符',
    en: 'Tiles, position and newest checkpoint do not belong together',
  },
  'unknown-signer': { zh: '最新检查点所用的密钥不在本机', en: 'This host lacks the key of the newest checkpoint' },
  'unusable-key': { zh: '签名密钥文件无法使用', en: 'The signing key’s file cannot be used' },
  'rolled-back': {
    zh: '日志比本机留存的检查点短，或与之不相承',
    en: 'The log does not continue what this host has kept',
  },
  'position-ahead': {
    zh: '数据来自事务号更大的数据库',
    en: 'The rows come from a cluster whose transactions ran further',
  },
  'out-of-reach': { zh: '见证人没有应答', en: 'The witness does not answer' },
  refused: { zh: '见证人不认识这份日志或其密钥', en: 'The witness does not know this log or its key' },
  'other-history': {
    zh: '见证人见过与现在不相承的日志',
    en: 'The witness has seen a log that this one does not continue',
  },
  internal: { zh: '原因见服务的运行日志', en: 'The service’s own log tells why' },
} as const;
export type LogFault = keyof typeof logFaults;

export const LogFaultCode = Type.Enum(Object.keys(logFaults) as LogFault[], {
  description: '停顿或未见证的原因 / why entries wait, or a witness has not signed',
});
