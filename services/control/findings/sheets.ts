import {
  type Finding,
  findingDimensions,
  findingNatures,
  findingSources,
  findingStates,
  type Rectification,
  rectificationStates,
} from '@zhiheng/contracts';
import type { Cell, Sheet } from '@zhiheng/http/spreadsheet';

const at = (moment: string | null): Cell => (moment === null ? null : new Date(moment));

/** The list of findings (问题清单) in the reader's language. */
export function findingSheet(findings: readonly Finding[], english: boolean): Sheet {
  const say = (zh: string, en: string) => (english ? en : zh);
  const words = english ? 'en' : 'zh';
  return {
    name: say('问题清单', 'Findings'),
    columns: [
      { title: say('登记时间（北京时间）', 'Found at (Beijing time)'), width: 20 },
      { title: say('来源', 'Source'), width: 14 },
      { title: say('机构', 'Unit'), width: 22 },
      { title: say('业务事项', 'Item'), width: 24 },
      { title: say('检查维度', 'Dimension'), width: 14 },
      { title: say('性质', 'Nature'), width: 14 },
      { title: say('风险等级', 'Risk level'), width: 10 },
      { title: say('问题描述', 'What is wrong'), width: 60 },
      { title: say('违反的规定', 'What it breaches'), width: 40 },
      { title: say('涉及金额（元）', 'Amount (yuan)'), width: 16 },
      { title: say('状态', 'State'), width: 18 },
      { title: say('整改通知书', 'Order'), width: 14 },
      { title: say('截止时间（北京时间）', 'Due at (Beijing time)'), width: 20 },
      { title: say('逾期', 'Overdue'), width: 8 },
      { title: say('此前同类', 'Found before'), width: 10 },
    ],
    rows: findings.map((one): Cell[] => [
      at(one.foundAt),
      findingSources[one.source][words],
      one.unitName?.[words] ?? one.unit,
      one.itemName?.[words] ?? one.item,
      findingDimensions[one.dimension][words],
      findingNatures[one.nature][words],
      one.riskLevel,
      one.description,
      one.basis,
      one.amountFen === null ? null : yuan(one.amountFen),
      findingStates[one.state][words],
      one.rectification?.number ?? null,
      at(one.dueAt),
      one.overdue ? say('是', 'yes') : null,
      one.repeats || null,
    ]),
  };
}

/** The list of orders to rectify (整改清单). */
export function rectificationSheet(orders: readonly Rectification[], english: boolean): Sheet {
  const say = (zh: string, en: string) => (english ? en : zh);
  const words = english ? 'en' : 'zh';
  return {
    name: say('整改清单', 'Rectifications'),
    columns: [
      { title: say('编号', 'Number'), width: 14 },
      { title: say('整改股室', 'Section'), width: 22 },
      { title: say('责任人', 'Responsible'), width: 22 },
      { title: say('问题数', 'Findings'), width: 10 },
      { title: say('状态', 'State'), width: 18 },
      { title: say('下达时间（北京时间）', 'Issued at (Beijing time)'), width: 20 },
      { title: say('截止时间（北京时间）', 'Due at (Beijing time)'), width: 20 },
      { title: say('已延期', 'Extended'), width: 10 },
      { title: say('逾期', 'Overdue'), width: 8 },
      { title: say('依据', 'Basis'), width: 40 },
      { title: say('须报送的材料', 'Proof to send back'), width: 40 },
    ],
    rows: orders.map((one): Cell[] => [
      one.number,
      one.unitName?.[words] ?? one.unit,
      one.responsible,
      one.findings,
      rectificationStates[one.state][words],
      at(one.issuedAt),
      at(one.dueAt),
      one.extended ? say('是', 'yes') : null,
      one.overdue ? say('是', 'yes') : null,
      one.basis,
      one.proof,
    ]),
  };
}

/** Whole fen to a text of yuan: a number of a spreadsheet would round. */
const yuan = (fen: number): string => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
