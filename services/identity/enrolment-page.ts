import type { FactorRefusal } from './factor-attempts.ts';
import { passkeyForm, passkeyScripts, problemOf } from './factor-page.ts';
import { escapeHtml, page } from './pages.ts';

export interface EnrolmentPage {
  /** The sign-in's own address. */
  base: string;
  passkey: object | undefined;
  totp: { svg: string; secret: string; uri: string } | undefined;
  refusal?: FactorRefusal | undefined;
}

const nameField = (id: string, value: string): string => `<label for="${id}">名称 / <span lang="en">Name</span></label>
<input id="${id}" name="name" value="${escapeHtml(value)}" maxlength="60" required>
`;

/** Lets somebody who has no second factor set one up. */
export function enrolmentPage({ base, passkey, totp, refusal }: EnrolmentPage): string {
  return page(
    '登记第二因素 / Set up a second factor · 制衡 Zhiheng',
    `<h1>登记第二因素</h1>
<p class="lead">首次登录须登记第二因素，任选其一<br><span lang="en">Set up a second factor before you go on: one of these</span></p>
${problemOf(refusal)}${passkey ? passkeyPart(base, passkey) : ''}${totp ? totpPart(base, totp) : ''}${passkey ? passkeyScripts : ''}`,
  );
}

const passkeyPart = (base: string, options: object): string =>
  `<h2>通行密钥 / <span lang="en">Passkey</span></h2>
${passkeyForm({
  action: `${base}/enrolment/passkey`,
  kind: 'enrol',
  options,
  fields: nameField('passkey-name', '通行密钥 / Passkey'),
  button: '登记通行密钥 / Add a passkey',
})}`;

const totpPart = (base: string, { svg, secret, uri }: { svg: string; secret: string; uri: string }): string =>
  `<h2>验证器应用 / <span lang="en">Authenticator app</span></h2>
<div class="qr" role="img" aria-label="二维码 / QR code">${svg}</div>
<p class="small">扫描二维码，或<a href="${escapeHtml(uri)}">在本机打开</a>，或输入密钥 / <span lang="en">Scan it, open it on this device, or type the key</span><br><code id="secret">${escapeHtml(secret)}</code></p>
<form method="post" action="${escapeHtml(`${base}/enrolment/code`)}">
${nameField('totp-name', '验证器 / Authenticator')}<label for="code">六位验证码 / <span lang="en">Six digits</span></label>
<input id="code" name="code" inputmode="numeric" maxlength="10" autocomplete="one-time-code" required>
<button type="submit">登记验证器 / Add the authenticator</button>
</form>
`;

/** Recovery codes, shown this once. */
export const recoveryCodesPage = (codes: string[], next: string): string =>
  page(
    '恢复码 / Recovery codes · 制衡 Zhiheng',
    `<h1>恢复码</h1>
<p class="lead">第二因素已登记。请打印或抄录恢复码并妥善保管：仅显示一次，每个只能使用一次，遗失第二因素时用于登录。<br><span lang="en">Your second factor is set up. Print or write down these recovery codes: they are shown once, each serves once, and they let you in when the factor is lost.</span></p>
<ol class="codes">
${codes.map((code) => `<li><code>${escapeHtml(code)}</code></li>`).join('\n')}
</ol>
<a class="button" href="${escapeHtml(next)}">我已保存，继续 / I have kept them: go on</a>`,
  );
