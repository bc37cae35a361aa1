// A real headless Chromium, found as the project's own script finds it.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

/** Root has no sandbox to give to Chromium, and nothing is to be fetched from outside. */
const FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-sync',
  '--no-first-run',
];

/** @throws Error that says how to get one when there is none */
export async function openBrowser(): Promise<Browser> {
  const { stdout } = await promisify(execFile)(process.execPath, ['scripts/ensure-chromium.mjs']);
  const executablePath = stdout.trim().split('\n').at(-1) ?? '';
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
}
