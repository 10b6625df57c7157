/** Why the conditions of a permission cannot be judged. */
export const conditionDetails = {
  'condition-no-object': { zh: '须为对象', en: 'must be an object' },
  'condition-no-list': { zh: '{key} 须为条件的列表', en: '{key} needs a list of conditions' },
  'condition-operator': { zh: '不认识的运算符 {operator}', en: 'unknown operator {operator}' },
  'condition-operator-on': { zh: '{path} 上有不认识的运算符 {operator}', en: 'unknown operator {operator} on {path}' },
  'condition-root': {
    zh: '{path} 不在 subject、action、resource、context 之下',
    en: '{path} lies under none of subject, action, resource, context',
  },
  'condition-with-list': {
    zh: '{path} 与列表比较：请用 $in 或 $all',
    en: '{path} is compared with a list; say $in or $all',
  },
  'condition-with-object': { zh: '{path} 与对象比较', en: '{path} is compared with an object' },
  'condition-values': { zh: '{operator} 须为列表', en: '{operator} needs a list' },
  'condition-expression': { zh: '{path} 的 $regex 不是正则表达式', en: '{path}: $regex is no regular expression' },
  'condition-exists': { zh: '$exists 须为 true 或 false', en: '$exists needs true or false' },
  'condition-elements': { zh: '$elemMatch 须为条件', en: '$elemMatch needs conditions' },
} as const;
