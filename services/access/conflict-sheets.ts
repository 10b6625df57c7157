import type { ConflictSummary } from '@zhiheng/contracts';
import { explain } from '@zhiheng/duties';
import type { Cell, Sheet } from '@zhiheng/http/spreadsheet';
import { summaryOf } from './conflict-summary.ts';
import type { findConflicts } from './conflicts.ts';
import type { allPastConflicts } from './did-do.ts';
import { pastDocument } from './did-do-document.ts';
import type { View } from './viewer.ts';

/** What is held and what was done against the rules, in the same period and by the same filters. */
export interface Conflicts {
  held: Awaited<ReturnType<typeof findConflicts>>;
  past: Awaited<ReturnType<typeof allPastConflicts>>;
}

type Count = ConflictSummary['rules'][number];

const date = (ms: number): Cell => (Number.isFinite(ms) ? new Date(ms) : null);

/** Both reports as a workbook, in the reader's language: side by side by rule and by person, then line by line. */
export function conflictSheets(view: View, { held, past }: Conflicts, english: boolean): Sheet[] {
  const say = (zh: string, en: string) => (english ? en : zh);
  const can = summaryOf(
    view,
    held.map(({ conflict, who }) => ({ breach: conflict, who })),
  );
  const did = summaryOf(view, [...past.practices, ...past.deeds]);
  const { compiled } = view.policy;
  const words = english ? 'en' : 'zh';
  const whose = [
    { title: say('姓名', 'Name'), width: 14 },
    { title: say('用户名', 'Username'), width: 22 },
    { title: say('所属机构', 'Unit'), width: 22 },
    { title: say('规则', 'Rule'), width: 40 },
    { title: say('效力', 'Effect'), width: 10 },
    { title: say('严重程度', 'Severity'), width: 10 },
    { title: say('自（北京时间）', 'From (Beijing time)'), width: 20 },
    { title: say('至（北京时间）', 'Until (Beijing time)'), width: 20 },
    { title: say('办件', 'Cases'), width: 40 },
    { title: say('说明', 'Explained'), width: 90 },
  ];
  const effectOf = (effect: string) => (effect === 'block' ? say('禁止', 'blocks') : say('提示', 'observed'));
  return [
    besides(say('按规则对照', 'By rule'), say('规则', 'Rule'), can.rules, did.rules, english),
    besides(say('按人员对照', 'By person'), say('人员', 'Person'), can.persons, did.persons, english),
    {
      name: say('能做什么', 'Can do'),
      columns: whose.filter((_, index) => index !== 8),
      rows: held.map(({ conflict, severity, who }): Cell[] => {
        const { name, effect, resolution } = explain(conflict, compiled);
        return [
          ...[who.name, who.username, who.unit, name[words], effectOf(effect), severity],
          ...[date(conflict.from), date(conflict.until), resolution[words]],
        ];
      }),
    },
    {
      name: say('做过什么', 'Did do'),
      columns: whose,
      rows: [...past.practices, ...past.deeds].map((row): Cell[] => {
        const { name, username, unit, severity, conflict, cases } = pastDocument(row, compiled);
        return [
          ...[name, username, unit, conflict.name[words], effectOf(conflict.effect), severity],
          ...[date(row.breach.from), date(row.breach.until), cases.map(({ reference }) => reference).join('\n')],
          conflict.resolution[words],
        ];
      }),
    },
  ];
}

/** Counts of the two reports in one line a key: what has one and not the other has a nought. */
function besides(name: string, title: string, can: readonly Count[], did: readonly Count[], english: boolean): Sheet {
  const say = (zh: string, en: string) => (english ? en : zh);
  const keys = [...new Set([...can, ...did].map(({ key }) => key))];
  const of = (counts: readonly Count[]) => new Map(counts.map((count) => [count.key, count]));
  const [held, done] = [of(can), of(did)];
  return {
    name,
    columns: [
      { title, width: 40 },
      { title: say('代码或用户名', 'Code or username'), width: 28 },
      { title: say('能做：冲突', 'Can do: conflicts'), width: 16 },
      { title: say('能做：人数', 'Can do: people'), width: 16 },
      { title: say('做过：冲突', 'Did do: conflicts'), width: 16 },
      { title: say('做过：人数', 'Did do: people'), width: 16 },
    ],
    rows: keys.map((key): Cell[] => {
      const [one, other] = [held.get(key), done.get(key)];
      const named = one ?? other;
      return [
        named?.name?.[english ? 'en' : 'zh'] ?? key,
        named?.username ?? key,
        ...[one?.conflicts ?? 0, one?.people ?? 0, other?.conflicts ?? 0, other?.people ?? 0],
      ];
    }),
  };
}

/** What the workbook is: when, by whom and what for it was asked; and whether it is all. */
export function conflictFacts(
  facts: { centre: { zh: string; en: string }; from?: number; to: number; reader: string; complete: boolean },
  asked: Record<string, unknown>,
  english: boolean,
): Sheet {
  const say = (zh: string, en: string) => (english ? en : zh);
  return {
    name: say('说明', 'About'),
    columns: [
      { title: say('项目', 'What'), width: 28 },
      { title: say('内容', 'Value'), width: 60 },
    ],
    rows: [
      [say('中心', 'Centre'), english ? facts.centre.en : facts.centre.zh],
      [
        say('做过什么：自（北京时间）', 'Did do: from (Beijing time)'),
        facts.from === undefined ? null : date(facts.from),
      ],
      [say('做过什么：至（北京时间）', 'Did do: until (Beijing time)'), date(facts.to)],
      [say('生成人', 'Made by'), facts.reader],
      [
        say('是否完整', 'Whole'),
        facts.complete
          ? say('完整', 'yes')
          : say('办件过多，只回看了最早的部分，请缩短期间', 'no: too many cases; only the first were looked at'),
      ],
      ...Object.entries(asked).map(([name, value]): Cell[] => [name, String(value)]),
    ],
  };
}
