export const matrix = {
  'matrix.title': '事项职责矩阵',
  'matrix.lead': '每个事项的每项职责由谁承担。红色是职责冲突或无法由不同的人办完，橙色是单点岗位。',
  'matrix.empty': '没有符合条件的事项。',
  'matrix.person': '人员',
  'matrix.onlyProblems': '只看有问题的',
  'matrix.conflict': '冲突',
  'matrix.single': '单点岗位：只有一人',
  'matrix.nobody': '无人',
  'matrix.infeasible': '无法由不同的人办完',
  'matrix.critical': '缺一不可：{people}',
  'matrix.summary': '{rows} 项（事项×机构），{infeasible} 项无法办完，{single} 处单点，{conflicts} 人有冲突',
} as const;
