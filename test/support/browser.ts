import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/** Of one process for all pages there is no support: requests and clicks of one of several people's pages got lost in it. */
const args = chromium.args.filter((arg) => arg !== '--single-process');

/** Headless Chromium from its npm package; it asks no other host for anything. */
export async function openBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [
      ...args,
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // A page of a test does not live long enough to repay what optimizing its scripts costs.
      '--js-flags=--no-turbofan --no-maglev',
    ],
    headless: true,
  });
}
