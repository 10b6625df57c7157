import type { DepartureReport } from '@zhiheng/contracts';
import type { Sheet } from '@zhiheng/http/spreadsheet';

/** The report as a workbook's sheets. */
export function departureSheets(report: DepartureReport, english: boolean): Sheet[] {
  const say = (zh: string, en: string) => (english ? en : zh);
  const titles = (...pairs: [string, string, number?][]) =>
    pairs.map(([zh, en, width = 22]) => ({ title: say(zh, en), width }));
  const { departure, entry, handover, losses } = report;
  const { effects } = departure;
  return [
    {
      name: say('离岗', 'Departure'),
      columns: titles(['项目', 'What'], ['内容', 'Value', 80]),
      rows: [
        [say('姓名', 'Name'), departure.name],
        [say('用户名', 'Username'), departure.username],
        [say('机构', 'Unit'), departure.unit],
        [say('类型', 'Kind'), departure.kind],
        [say('离岗（北京时间）', 'Left (Beijing time)'), new Date(departure.at)],
        [say('经办', 'By'), departure.by ?? departure.client],
        [say('理由', 'Reason'), departure.reason],
        [say('停用账号', 'Accounts disabled'), effects.accounts.join(', ')],
        [say('撤回申请', 'Requests withdrawn'), effects.requestsWithdrawn.join(', ')],
        [say('出具（北京时间）', 'Made (Beijing time)'), new Date(report.madeAt)],
        [say('日志记录', 'Log entry'), entry.id],
        [say('报告摘要（SHA-256）', 'SHA-256 of the report'), report.digest],
        [say('签名（JWS）', 'Signature (JWS)'), report.signature],
      ],
    },
    {
      name: say('终止的授权', 'Grants ended'),
      columns: titles(['角色', 'Role'], ['机构', 'Unit']),
      rows: effects.grantsEnded.map(({ role, unit }) => [role, unit]),
    },
    {
      name: say('转派', 'Reassigned'),
      columns: titles(
        ['申请', 'Request', 38],
        ['环节', 'Stage'],
        ['现审批人', 'Now with', 60],
        ['已上报', 'Escalated'],
      ),
      rows: effects.decisionsReassigned.map(({ request, stage, to, escalated }) => [
        request,
        stage,
        to.join(', '),
        escalated ? say('是', 'yes') : '',
      ]),
    },
    {
      name: say('未结办件', 'Open cases'),
      columns: titles(
        ['编号', 'Reference'],
        ['事项', 'Item'],
        ['机构', 'Unit'],
        ['下一职责', 'Next duty'],
        ['可接办的人', 'Who may go on', 60],
      ),
      rows: effects.openCases.map(({ reference, item, unit, nextDuty, candidates }) => [
        reference,
        item,
        unit,
        nextDuty,
        candidates.join(', '),
      ]),
    },
    {
      name: say('缺人的职责', 'Duties left short'),
      columns: titles(['事项', 'Item'], ['机构', 'Unit'], ['职责', 'Duty'], ['可以找谁', 'Whom to ask', 60]),
      rows: losses.flatMap(({ item, unit, short }) =>
        short.map(({ duty, remaining }) => [item, unit, duty, remaining.join(', ')]),
      ),
    },
    {
      name: say('会计岗位交接', 'Handover of accounting posts'),
      columns: titles(
        ['角色', 'Role'],
        ['机构', 'Unit'],
        ['接收人', 'Taken over by'],
        ['交接情况', 'Note', 60],
        ['监交人', 'Countersigned by'],
        ['监交（北京时间）', 'At (Beijing time)'],
      ),
      rows: handover.map(({ role, unit, takenOverBy, note, signedBy, signedAt }) => [
        role,
        unit,
        takenOverBy,
        note,
        signedBy,
        signedAt === null ? null : new Date(signedAt),
      ]),
    },
  ];
}
