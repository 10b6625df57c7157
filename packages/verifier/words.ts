import type { Verdict } from '@zhiheng/ledger';

export interface Words {
  zh: string;
  en: string;
}

/** What each verdict about an entry says to an inspector. */
export const verdictWords: Readonly<Record<Verdict, Words>> = {
  intact: { zh: '完好：与签名日志中的记录逐字相同', en: 'intact: word for word as in the signed log' },
  altered: { zh: '被改动：内容与日志或清单不符', en: 'altered: not what the log or the manifest says' },
  'not-in-tree': {
    zh: '不在日志中：证明不能推出已签名的根',
    en: 'not in the log: its proof does not lead to the signed root',
  },
  'signature-unknown': {
    zh: '签名者未知：检查点没有可信公钥的签名',
    en: 'signature unknown: no trusted key has signed the checkpoint',
  },
  'wrong-key': {
    zh: '公钥不符：签名冒用可信名称，但不是可信公钥所签',
    en: 'wrong key: the signature bears a trusted name, but the trusted key has not made it',
  },
  missing: { zh: '缺失：清单列有此记录，文件中没有', en: 'missing: named by the manifest, not in the file' },
  unlisted: {
    zh: '多出：在日志中，但清单未列或重复出现',
    en: 'unlisted: in the log, but not in the manifest, or here twice',
  },
};

/** Why no verdict can be given. */
export const brokenWords = {
  key: { zh: '无法核验：公钥有误', en: 'cannot be verified: a line of the public keys is none' },
  file: {
    zh: '无法核验：文件不是证据，或自相矛盾',
    en: 'cannot be verified: the file is no evidence, or contradicts itself',
  },
} as const satisfies Record<string, Words>;
