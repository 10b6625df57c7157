import { escapeHtml, page } from './pages.ts';
import type { OfferedUpstream } from './store/upstream-store.ts';
import type { UpstreamRefusal } from './upstream-sign-in.ts';

const words: Record<UpstreamRefusal, { zh: string; en: string }> = {
  failed: { zh: '上级平台登录未完成，请重试', en: 'The sign-in at the upstream platform was not completed; try again' },
  unknown: {
    zh: '上级平台的工号在本中心没有对应人员，请联系管理员',
    en: 'This centre knows nobody by your staff number at the upstream platform; ask an administrator',
  },
  refused: {
    zh: '账号已停用或此时不可登录，请联系管理员',
    en: 'Your account is disabled or may not sign in now; ask an administrator',
  },
};

/** Ways in beside the password, one a centre that has an upstream platform. */
export const upstreamChoices = (action: string, offered: readonly OfferedUpstream[]): string =>
  offered
    .map(
      ({ centre, name }) =>
        `<a class="button" href="${escapeHtml(`${action}/upstream?centre=${centre}`)}">${escapeHtml(`${name.zh} / ${name.en}`)}</a>`,
    )
    .join('\n');

export const upstreamRefusedPage = (action: string, why: UpstreamRefusal): string =>
  page(
    '登录 / Sign in · 制衡 Zhiheng',
    `<h1>制衡 Zhiheng</h1>
<p class="problem" role="alert">${words[why].zh}<br><span lang="en">${words[why].en}</span></p>
<a class="button" href="${escapeHtml(action)}">返回登录 / Back to the sign-in</a>`,
  );
