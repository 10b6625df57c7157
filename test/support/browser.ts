import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/** Chromium does not support one process for the pages of several people, and it costs no less. */
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
