import { type EvidenceRequest, type PartsVerdict, toHex, type Verdict, type WitnessAccount } from '@zhiheng/ledger';

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

/** What is told of a witness. */
const witnessWords: Readonly<Record<WitnessAccount['state'], Words>> = {
  signed: { zh: '已签署', en: 'has signed' },
  broken: { zh: '签名不成立', en: 'its signature does not hold' },
  absent: { zh: '没有签署此检查点', en: 'has not signed this checkpoint' },
  unknown: {
    zh: '有此名称的签名，但您没有给出其公钥，不作数',
    en: 'a line bears this name, but you gave no key for it',
  },
};

/** A witness by name and key id, when it signed, and what that is worth. */
export function witnessLine({ name, id, state, time }: WitnessAccount): string {
  const { zh, en } = witnessWords[state];
  const at = time === undefined ? '' : ` ${new Date(time * 1_000).toISOString()}`;
  return `${name}${at}  ${zh} / ${en} [${toHex(id)}]`;
}

/** How many of the witnesses whose keys the inspector gave have signed. */
export function witnessCount(witnesses: readonly WitnessAccount[]): Words {
  const given = witnesses.filter(({ state }) => state !== 'unknown').length;
  const signed = witnesses.filter(({ state }) => state === 'signed').length;
  if (given === 0) return { zh: '没有给出见证人的公钥', en: 'you gave no key of a witness' };
  return {
    zh: `所给公钥的 ${given} 个见证人中 ${signed} 个签署`,
    en: `${signed} of the ${given} witnesses whose keys you gave have signed`,
  };
}

/** Why no verdict can be given. */
export const brokenWords = {
  key: { zh: '无法核验：公钥有误', en: 'cannot be verified: a line of the public keys is none' },
  file: {
    zh: '无法核验：文件不是证据，或自相矛盾',
    en: 'cannot be verified: the file is no evidence, or contradicts itself',
  },
} as const satisfies Record<string, Words>;

/** What of the asked nobody can have any more, as evidence says itself: it is no fault, and it is told. */
export function lackWords({
  searchableFrom,
  removed = [],
}: Pick<EvidenceRequest, 'searchableFrom' | 'removed'>): Words[] {
  if (!searchableFrom) return [];
  return [
    {
      zh: `证据不含 ${searchableFrom} 之前保存期满移除的记录`,
      en: `the evidence lacks entries from before ${searchableFrom} that were removed by policy`,
    },
    ...removed.map(({ month, firstIndex, lastIndex, entries, removal }) => ({
      zh: `${month}：序号 ${firstIndex} 至 ${lastIndex} 之间 ${entries} 条，移除记录 ${removal}`,
      en: `${month}: ${entries} entries of indexes ${firstIndex} to ${lastIndex}, removed by entry ${removal}`,
    })),
  ];
}

/** What keeps evidence in parts from being whole. */
export function partsWords({
  parts,
  complete,
  unreadable,
}: Pick<PartsVerdict, 'parts' | 'complete' | 'unreadable'>): Words[] {
  return [
    { zh: `${parts} 个分段已核验`, en: `${parts} parts were judged` },
    ...(unreadable
      ? [
          {
            zh: `${unreadable} 个分段无法读取，其中的记录无从判断`,
            en: `${unreadable} cannot be read: nothing is said of their entries`,
          },
        ]
      : []),
    ...(complete
      ? []
      : [
          {
            zh: '文件不完整：分段或记录数与末行所载不符，或末行缺失',
            en: 'the file is not whole: parts or entries are not as many as its last line says, or it has none',
          },
        ]),
  ];
}
