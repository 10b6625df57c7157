import type { FactorRefusal } from './factor-attempts.ts';
import { limits } from './limits.ts';
import { escapeHtml, page } from './pages.ts';

const factorWords: Record<FactorRefusal, { zh: string; en: string }> = {
  wrong: { zh: '验证未通过，请重试', en: 'That was not right; try again' },
  locked: {
    zh: `验证失败次数过多，请 ${limits.failureWindow / 60} 分钟后再试`,
    en: `Too many failed attempts; try again in ${limits.failureWindow / 60} minutes`,
  },
  disabled: { zh: '账号已停用，请联系管理员', en: 'This account is disabled; ask an administrator' },
  expired: { zh: '验证请求已失效，请重试', en: 'This challenge is no longer valid; try again' },
  taken: { zh: '该因素已登记', en: 'This factor is known already' },
  'not-first': {
    zh: '该账号已登记第二因素，请返回首页重新登录',
    en: 'This account has a second factor already. Go back to the start and sign in again',
  },
};

export const problemOf = (refusal: FactorRefusal | undefined): string => (refusal ? problem(factorWords[refusal]) : '');

const problem = ({ zh, en }: { zh: string; en: string }, attributes = ''): string =>
  `<p class="problem" role="alert"${attributes}>${escapeHtml(zh)}<br><span lang="en">${escapeHtml(en)}</span></p>\n`;

/** A form that script fills in with what the browser's authenticator answers. */
export const passkeyForm = ({
  action,
  kind,
  options,
  fields = '',
  button,
}: {
  action: string;
  kind: 'use' | 'enrol';
  options: object;
  fields?: string;
  button: string;
}): string => `<form method="post" action="${escapeHtml(action)}" data-passkey="${kind}" data-options="${escapeHtml(JSON.stringify(options))}">
${problem({ zh: '未能使用通行密钥，请重试或改用其他方式', en: 'The passkey could not be used; try again or use another way' }, ' hidden')}${fields}<input type="hidden" name="response">
<button type="submit">${button}</button>
</form>
<noscript><p class="small">通行密钥需要启用脚本 / <span lang="en">Passkeys need script</span></p></noscript>`;

export const passkeyScripts = `<script src="/oidc/assets/webauthn.js" defer></script>
<script src="/oidc/assets/passkey.js" defer></script>`;

export interface FactorPage {
  /** The sign-in's own address. */
  base: string;
  options: object | undefined;
  totp: boolean;
  codes: number;
  refusal?: FactorRefusal | undefined;
}

/** Asks for the second factor. */
export function factorPage({ base, options, totp, codes, refusal }: FactorPage): string {
  const passkey = options
    ? passkeyForm({ action: `${base}/passkey`, kind: 'use', options, button: '使用通行密钥 / Use a passkey' })
    : '';
  return page(
    '第二因素 / Second factor · 制衡 Zhiheng',
    `<h1>验证身份</h1>
<p class="lead">请出示第二因素<br><span lang="en">Show your second factor</span></p>
${problemOf(refusal)}${passkey}${totp || codes ? codeForm(`${base}/code`, totp, !options) : ''}${options ? passkeyScripts : ''}`,
  );
}

const codeForm = (
  action: string,
  totp: boolean,
  focus: boolean,
): string => `<form method="post" action="${escapeHtml(action)}">
<label for="code">${totp ? '验证器中的六位验证码，或恢复码' : '恢复码'} / <span lang="en">${totp ? 'Six digits from your authenticator, or a recovery code' : 'A recovery code'}</span></label>
<input id="code" name="code" maxlength="40" autocomplete="one-time-code" autocapitalize="none" spellcheck="false" required${focus ? ' autofocus' : ''}>
<button type="submit">验证 / Verify</button>
</form>
`;
