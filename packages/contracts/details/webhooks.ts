/** Webhooks of internal control. */
export const webhookDetails = {
  'webhooks-full': { zh: '一个中心最多 {most} 个推送接口。', en: 'A centre has {most} webhooks at most.' },
  'webhook-not-active': { zh: '推送接口须在启用状态。', en: 'The webhook has to be active.' },
  'webhook-ended': { zh: '推送接口已停用。', en: 'The webhook has ended.' },
  'secret-told': { zh: '密钥已更换，不再显示。', en: 'The secret was rotated and is not shown again.' },
} as const;
