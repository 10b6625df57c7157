import { type Database, freePort } from '@zhiheng/database';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Office, openOffice } from './office.ts';

/** Passkeys from setting one up to showing it anew, by Chromium's own virtual authenticator. */
let office: Office;
let owner: Database;
beforeAll(async () => {
  const port = String(await freePort());
  // No browser makes passkeys for a bare address.
  office = await openOffice({
    PORT: port,
    ZHIHENG_ORIGIN: `http://localhost:${port}`,
    ZHIHENG_SECOND_FACTOR: 'required',
  });
  owner = await office.zhiheng.database.owner();
}, 240_000);
afterAll(() => office?.close());

interface Authenticator {
  session: CDPSession;
  authenticatorId: string;
}

/** A page's authenticator; each window has its own, which may be given what another's holds. */
async function authenticator(page: Page, like?: Authenticator): Promise<Authenticator> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'usb',
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  if (like) {
    const { authenticatorId: from } = like;
    const { credentials } = await like.session.send('WebAuthn.getCredentials', { authenticatorId: from });
    for (const credential of credentials) await session.send('WebAuthn.addCredential', { authenticatorId, credential });
  }
  return { session, authenticatorId };
}

/** As if the factor had been shown a quarter of an hour ago, and the page's token with it. */
async function letTimePass(page: Page): Promise<void> {
  for (const [kind, key] of [
    ['Session', 'loginTs'],
    ['RefreshToken', 'authTime'],
  ])
    await owner.pool.query(
      `update identity.artefact set payload = payload || jsonb_build_object($2::text, (payload ->> $2)::bigint - 900) where kind = $1`,
      [kind, key],
    );
  await page.evaluate(() => {
    for (const [key, value] of Object.entries(sessionStorage)) {
      if (!key.startsWith('oidc.user')) continue;
      // Without the ID token, which tells the true time.
      const { id_token: _, ...user } = JSON.parse(value);
      sessionStorage.setItem(key, JSON.stringify({ ...user, expires_at: 0 }));
    }
  });
}

test('a passkey is set up at the first sign-in, shown at the next, and shown anew for what needs it, the page as it was', async () => {
  const page = await office.freshPage();
  const first = await authenticator(page);
  await office.signIn(page, 'director');
  await page.getByRole('button', { name: '登记通行密钥' }).click();
  await page.getByRole('heading', { name: '恢复码' }).waitFor();
  expect(await page.locator('.codes li').count()).toBe(10);
  await page.getByRole('link', { name: '我已保存，继续' }).click();
  await page.getByRole('heading', { name: '我的权限与申请', level: 1 }).waitFor();

  await page.goto(`${office.zhiheng.origin}/account`);
  await page.getByRole('cell', { name: /通行密钥 \/ Passkey/ }).waitFor();
  await letTimePass(page);
  await page.getByRole('button', { name: '更换恢复码' }).click();
  await page.getByRole('tooltip').getByRole('button', { name: '更换恢复码' }).click();
  const dialog = page.getByRole('dialog', { name: '验证身份' });
  const opened = page.waitForEvent('popup', { timeout: 60_000 });
  await dialog.getByRole('button', { name: '出示第二因素' }).click();
  const window = await opened;
  await authenticator(window, first);
  await window.getByRole('button', { name: '使用通行密钥' }).click();
  const codes = page.getByRole('dialog', { name: '恢复码' });
  await codes.getByRole('listitem').nth(9).waitFor();
  await codes.getByRole('button', { name: '我已保存' }).click();
  expect(new URL(page.url()).pathname).toBe('/account');

  const again = await office.freshPage();
  // The copy has signed since: what this one holds counts from where it was, which is refused.
  await authenticator(again, first);
  await office.signIn(again, 'director');
  await again.getByRole('button', { name: '使用通行密钥' }).click();
  await again.getByText('验证未通过').waitFor();
  await again.getByRole('button', { name: '使用通行密钥' }).click();
  await again.getByRole('heading', { name: '我的权限与申请', level: 1 }).waitFor();
  const { rows } = await owner.pool.query(
    `select action, reason from audit.entry where action like 'factor.%' order by id`,
  );
  expect(rows).toEqual([
    { action: 'factor.added', reason: null },
    { action: 'factor.used', reason: null },
    { action: 'factor.refused', reason: 'counter-regressed' },
    { action: 'factor.used', reason: null },
  ]);
  expect(office.faults).toEqual([]);
});
