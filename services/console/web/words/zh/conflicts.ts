export const conflicts = {
  'conflict.source': '依据：{source}',
  'conflict.items': '涉及事项',
  'conflict.with': '与之冲突',
  'conflict.withRole': '{role}（{unit}）',
  'conflict.resolution': '化解办法：{resolution}',
  'conflict.block': '禁止',
  'conflict.observe': '提示',
  'conflict.list': '职责冲突',
  'conflict.step': '第 {round} 轮 {duty}：{person}',
} as const;
