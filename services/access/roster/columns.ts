import { type RosterField, rosterFields } from '@zhiheng/contracts';
import type { Naming } from '@zhiheng/http/table-columns';

/** What each column is called in the personnel files of centres and of HR products, as `plain` writes it. */
const called: Record<RosterField, readonly string[]> = {
  staffNumber: [
    ...['工号', '职工号', '员工号', '职工编号', '员工编号', '人员编号', '人员编码', '职工工号'],
    ...['staffnumber', 'staffno', 'staffid', 'employeenumber', 'employeeno', 'employeeid', 'personnelnumber'],
  ],
  name: ['姓名', '职工姓名', '员工姓名', '人员姓名', 'name', 'fullname', 'displayname'],
  unit: [
    ...[
      '机构',
      '部门',
      '科室',
      '股室',
      '单位',
      '所在部门',
      '所属部门',
      '所属机构',
      '机构代码',
      '部门代码',
      '部门名称',
      '机构名称',
    ],
    ...['unit', 'unitcode', 'department', 'dept', 'organization', 'organisation'],
  ],
  post: ['岗位', '职务', '职位', '岗位名称', 'post', 'position', 'jobtitle', 'title'],
  username: ['用户名', '账号', '登录名', '系统账号', 'username', 'account', 'login', 'loginname'],
  status: ['状态', '人员状态', '在职状态', '在岗状态', '员工状态', 'status', 'state', 'employmentstatus'],
  leavesOn: [
    ...['离岗日期', '离职日期', '退休日期', '调出日期', '离岗时间', '离职时间', '退休时间'],
    ...['leaveson', 'leavingdate', 'leavedate', 'enddate', 'terminationdate', 'retirementdate', 'departuredate'],
  ],
};

export const rosterNaming: Naming<RosterField> = { fields: rosterFields, called };

export const requiredFields = ['staffNumber', 'name', 'unit'] as const satisfies readonly RosterField[];
