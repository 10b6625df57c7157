import type {
  EntryVerdict,
  EvidenceBundle,
  EvidenceHead,
  EvidenceVerdict,
  PartsVerdict,
  WitnessAccount,
} from '@zhiheng/ledger';
import { brokenWords, lackWords, partsWords, verdictWords, type Words, witnessCount, witnessLine } from '../words.ts';

/** The verdict on a bundle as elements; every text goes in as text, never as markup. */
export function showVerdict(bundle: EvidenceBundle, verdict: EvidenceVerdict): HTMLElement[] {
  const intact = verdict.entries.filter((entry) => entry.verdict === 'intact').length;
  const total = verdict.entries.length;
  return [
    banner(summary(verdict.intact, total, intact), verdict.intact),
    facts(bundle.manifest, bundle.keys, verdict.witnesses),
    table(verdict.entries),
  ];
}

/** The same for evidence in parts: only what is not intact is listed, and what could not be read is said. */
export function showParts(verdict: PartsVerdict): HTMLElement[] {
  const { intact, entries, good, faults, head, keys, witnesses } = verdict;
  return [
    banner(summary(intact, entries, good), intact),
    ...partsWords(verdict).map((words) => element('p', said(words))),
    facts(head, keys, witnesses),
    ...(faults.length ? [table(faults)] : []),
  ];
}

/** How far a long file is. */
export const showJudged = (entries: number): HTMLElement[] => [
  element('p', said({ zh: `正在核验，已核验 ${entries} 条`, en: `${entries} entries were judged so far` })),
];

const summary = (whole: boolean, total: number, intact: number): Words =>
  whole
    ? { zh: `完好：${total} 条记录全部属实`, en: `intact: all ${total} entries are as the log has them` }
    : {
        zh: `不可采信：${total} 条中 ${intact} 条完好`,
        en: `not to be relied on: ${intact} of ${total} entries are intact`,
      };

/** What keeps a file from being judged at all, with the exact reason below. */
export function showBroken(error: Error & { code?: string }): HTMLElement[] {
  const words = error.code === 'invalid-key' ? brokenWords.key : brokenWords.file;
  return [banner(words, false), element('pre', [error.message])];
}

function facts(manifest: EvidenceHead, keys: readonly string[], witnesses: readonly WitnessAccount[]): HTMLElement {
  const { zh, en } = witnessCount(witnesses);
  const lacks = lackWords(manifest);
  return element('dl', [
    ...fact({ zh: '日志', en: 'log' }, manifest.origin),
    ...fact({ zh: '树的大小', en: 'size' }, String(manifest.size)),
    ...fact({ zh: '散列算法', en: 'hash' }, manifest.hash),
    ...fact({ zh: '查询人', en: 'asked by' }, `${manifest.askedBy} · ${manifest.askedAt}`),
    ...fact({ zh: '条件', en: 'filters' }, JSON.stringify(manifest.filters)),
    ...(lacks.length ? fact({ zh: '不含', en: 'lacks' }, lacks.map((one) => `${one.zh} / ${one.en}`).join('\n')) : []),
    ...fact({ zh: '见证', en: 'witnesses' }, [`${zh} / ${en}`, ...witnesses.map(witnessLine)].join('\n')),
    ...fact({ zh: '文件自带的公钥，仅供比对', en: 'keys in the file, only to compare' }, keys.join('\n')),
  ]);
}

const fact = (name: Words, value: string): HTMLElement[] => [
  element('dt', said(name)),
  element('dd', [element('pre', [value])]),
];

function table(entries: readonly EntryVerdict[]): HTMLElement {
  const head = [
    { zh: '序号', en: 'index' },
    { zh: '结论', en: 'verdict' },
    { zh: '记录', en: 'entry' },
  ].map((words) => element('th', said(words)));
  return element('table', [element('thead', [element('tr', head)]), element('tbody', entries.map(row))]);
}

function row({ verdict, index, id, entry }: EntryVerdict): HTMLElement {
  const cell = element('td', said(verdictWords[verdict]));
  cell.className = verdict === 'intact' ? 'intact' : 'fault';
  const line = element('tr', [
    element('td', [index === undefined ? '—' : String(index)]),
    cell,
    element('td', [element('pre', [entry ?? id ?? ''])]),
  ]);
  line.dataset.verdict = verdict;
  return line;
}

function banner(words: Words, good: boolean): HTMLElement {
  const shown = element('p', said(words));
  shown.className = `verdict ${good ? 'good' : 'bad'}`;
  return shown;
}

function said({ zh, en }: Words): (string | HTMLElement)[] {
  const english = element('span', [en]);
  english.lang = 'en';
  return [`${zh} `, english];
}

function element(name: string, children: readonly (string | HTMLElement)[]): HTMLElement {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}
