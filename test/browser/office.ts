import type { Browser, Locator, Page, Request, Route } from 'playwright-core';
import { onTestFailed } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { type Running, startZhiheng } from '../support/standalone.ts';

/** All services, and people who sign in to them, each with a browser of their own. */
export interface Office {
  readonly zhiheng: Running;
  /** What failed underneath: uncaught errors and broken content security policy. */
  readonly faults: readonly string[];
  /** The page of a person who has signed in; the same one each time. */
  as(username: string): Promise<Page>;
  /** Their page, led to a path, once its heading is there. */
  open(username: string, path: string): Promise<Page>;
  freshPage(): Promise<Page>;
  /** Fills in the sign-in form; leads to the path, unless told to the start page. */
  signIn(page: Page, username: string, path?: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Chooses from a list that opens. A title elsewhere on the page, of what is chosen already, is not taken for the option; nor is
 * one of a list that is about to close.
 */
export async function choose(page: Page, within: Page | Locator, label: string, option: string): Promise<void> {
  const open = page.locator('.ant-select-dropdown:visible');
  await within.getByLabel(label, { exact: true }).click();
  // Not at a place on the screen: a list that is just opening may yet move away from under the pointer.
  await open.getByTitle(option, { exact: true }).last().dispatchEvent('click');
  await page.keyboard.press('Escape');
  await open.first().waitFor({ state: 'hidden' });
}

/** Holds what comes next from this address back until the returned function is called, as a slow line would. */
export async function holdBack(page: Page, address: string): Promise<() => void> {
  const come = Promise.withResolvers<void>();
  const held = async (route: Route) => {
    await come.promise;
    await route.continue();
  };
  await page.route(address, held, { times: 1 });
  return come.resolve;
}

/** Fills the plan of who covers, which a form asks for once its preview has said so. */
export async function fillCover(page: Page, who: string): Promise<void> {
  await page.getByLabel('顶岗人').fill(who);
  await page.getByText(new RegExp(`${who} ·`)).click();
  const until = page.getByLabel('顶岗至（含当日）');
  await until.fill(new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10));
  await until.press('Enter');
  await page.getByLabel('顶岗安排').fill('暂由其顶岗');
}

export async function openOffice(variables: Record<string, string> = {}): Promise<Office> {
  const zhiheng = await startZhiheng(variables);
  const browser: Browser = await openBrowser();
  const pages = new Map<string, Page>();
  const faults: string[] = [];
  const unanswered = new WeakMap<Page, Map<Request, number>>();

  async function freshPage(): Promise<Page> {
    // What moves cannot be clicked yet: a click on a dialog that grows is lost. Unless told, Playwright asks for movement.
    const context = await browser.newContext({
      viewport: { width: 1366, height: 768 },
      locale: 'zh-CN',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    const asked = new Map<Request, number>();
    unanswered.set(page, asked);
    page.on('request', (request) => asked.set(request, Date.now()));
    page.on('requestfinished', (request) => asked.delete(request));
    page.on('requestfailed', (request) => asked.delete(request));
    page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && /Content Security Policy|Uncaught/.test(message.text()))
        faults.push(message.text());
    });
    return page;
  }

  async function signIn(page: Page, username: string, path = '/'): Promise<void> {
    await page.goto(`${zhiheng.origin}${path}`);
    await page.locator('input[name=username]').fill(username);
    await page.locator('input[name=password]').fill(`demo-${username}`);
    await page.locator('input[name=password]').press('Enter');
  }

  /** What stands on somebody's page when their test fails: said by the failure, for who was not there. */
  function tellOnFailure(username: string, page: Page): void {
    onTestFailed(async () => {
      const shown = await page.locator('main').textContent({ timeout: 1000 }).catch(String);
      const waits = [...(unanswered.get(page) ?? [])].map(
        ([request, at]) => `${request.method()} ${request.url()} unanswered for ${Date.now() - at} ms`,
      );
      console.error([`${username} at ${page.url()}:`, ...waits, shown?.slice(0, 4000)].join('\n'));
    });
  }

  /** Who comes for the first time signs in on the way. */
  async function open(username: string, path: string): Promise<Page> {
    const known = pages.get(username);
    const page = known ?? (await freshPage());
    tellOnFailure(username, page);
    if (known) await page.goto(`${zhiheng.origin}${path}`);
    else {
      await signIn(page, username, path);
      await page.waitForURL(({ pathname }) => !pathname.startsWith('/oidc/') && pathname !== '/callback');
    }
    await page.getByRole('heading', { level: 1 }).waitFor();
    pages.set(username, page);
    return page;
  }

  async function as(username: string): Promise<Page> {
    const known = pages.get(username);
    if (!known) return open(username, '/');
    tellOnFailure(username, known);
    return known;
  }

  return {
    zhiheng,
    faults,
    as,
    open,
    freshPage,
    signIn,
    async close() {
      await browser.close();
      await zhiheng.stop();
    },
  };
}
