/** Streams of security events. */
export const signalDetails = {
  'endpoint-unusable': {
    zh: '须为 http(s) 地址，不含用户名、密码和片段。',
    en: 'It has to be an http(s) address without user, password and fragment.',
  },
  'endpoint-plain': { zh: '生产环境只推送到 https 地址。', en: 'In production only https addresses are sent to.' },
  'endpoint-forbidden': {
    zh: '不允许推送到该地址（见 ZHIHENG_SIGNAL_RECEIVERS）。',
    en: 'This address may not be sent to (see ZHIHENG_SIGNAL_RECEIVERS).',
  },
  'poll-endpoint-ours': { zh: '拉取地址由本服务给出。', en: 'The address to poll is ours to give.' },
  'streams-full': { zh: '一个客户端最多 {most} 个事件流。', en: 'A client has {most} streams at most.' },
  'subject-unknown': { zh: '主体不是本中心的人员。', en: 'The subject is nobody of this centre.' },
  'verified-just-now': { zh: '请稍后再验证。', en: 'It was verified just now.' },
} as const;
