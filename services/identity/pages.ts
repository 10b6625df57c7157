import type { Said } from '@zhiheng/contracts';
import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider';

/** Text as HTML shows it. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const style = `
  :root { color-scheme: light; font-family: system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f0f2f5; color: #1f1f1f; }
  main { box-sizing: border-box; width: min(24rem, 92vw); padding: 2rem; background: #fff; border: 1px solid #d9d9d9; border-radius: 8px; }
  h1 { margin: 0 0 .25rem; font-size: 1.5rem; }
  p { line-height: 1.6; }
  .lead { margin: 0 0 1.5rem; color: #595959; }
  label { display: block; margin: 1rem 0 .35rem; }
  input, select { box-sizing: border-box; width: 100%; padding: .55rem .7rem; font: inherit; border: 1px solid #8c8c8c; border-radius: 6px; background: #fff; }
  button, a.button { display: block; box-sizing: border-box; width: 100%; margin-top: 1.5rem; padding: .65rem; font: inherit; text-align: center; text-decoration: none; color: #fff; background: #0958d9; border: 0; border-radius: 6px; cursor: pointer; }
  :focus-visible { outline: 3px solid #faad14; outline-offset: 2px; }
  .problem { margin: 0 0 1rem; padding: .6rem .8rem; background: #fff2f0; border: 1px solid #ff7875; border-radius: 6px; }
  h2 { margin: 1.5rem 0 .25rem; font-size: 1.1rem; }
  .qr svg { display: block; width: 12rem; margin: .5rem auto; }
  code { font-size: 1rem; overflow-wrap: anywhere; }
  .codes { columns: 2; padding-left: 1.5rem; line-height: 2; }
  @media print { a.button, .lead { display: none; } }
  .small { margin: 1rem 0 0; font-size: .85rem; color: #595959; }`;

/** A whole page, Chinese first; it needs no script and nothing from elsewhere. */
export const page = (title: string, content: string): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body><main>
${content}
</main></body>
</html>
`;

/** What went wrong, in words for people; the protocol's code stays visible for those who must find the cause. */
const faultPage = (sentences: { zh: string; en: string }, code?: string): string =>
  page(
    '出错了 / Something went wrong',
    `<h1>制衡 Zhiheng</h1>
<p class="problem" role="alert">${escapeHtml(sentences.zh)}<br><span lang="en">${escapeHtml(sentences.en)}</span></p>
<a class="button" href="/">返回首页 / Back to the start</a>
${code ? `<p class="small">${escapeHtml(code)}</p>` : ''}`,
  );

export const expiredPage = (): string =>
  faultPage({
    zh: '登录页面已失效，请返回首页重新登录。',
    en: 'This sign-in page is no longer valid. Go back to the start and sign in again.',
  });

export const crossSitePage = (): string =>
  faultPage({
    zh: '此表单来自其他网站，已拒绝。',
    en: 'This form was sent from another site and is refused.',
  });

/** The provider's error page. */
export async function errorPage(ctx: KoaContextWithOIDC, out: ErrorOut) {
  ctx.type = 'html';
  ctx.body =
    out.error === 'invalid_request' && /session|expired/.test(out.error_description ?? '')
      ? expiredPage()
      : faultPage(
          {
            zh: '无法完成此请求，请返回首页重试。',
            en: 'This request cannot be completed. Go back to the start and try again.',
          },
          [out.error, out.error_description].filter(Boolean).join(': '),
        );
}

export async function signedOutPage(ctx: KoaContextWithOIDC): Promise<void> {
  ctx.type = 'html';
  ctx.body = page(
    '已退出登录 / Signed out',
    `<h1>制衡 Zhiheng</h1>
<p>您已退出登录。<br><span lang="en">You are signed out.</span></p>
<a class="button" href="/">重新登录 / Sign in again</a>`,
  );
}

/** Asks before signing somebody out on the word of a site that shows no proof of being one of ours. */
export const confirmSignOutPage = (form: string): string =>
  page(
    '退出登录 / Sign out',
    `<h1>制衡 Zhiheng</h1>
<p>要退出登录吗？<br><span lang="en">Do you want to sign out?</span></p>
${form}
<button autofocus type="submit" form="op.logoutForm" value="yes" name="logout">退出登录 / Sign out</button>
<p class="small"><a href="/">不退出 / Stay signed in</a></p>`,
  );

/** A sentence in both languages. */
export const both = ({ zh, en }: Said): string => `${escapeHtml(zh)}<br><span lang="en">${escapeHtml(en)}</span>`;
