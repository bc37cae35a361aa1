// Journeys at Mitek as a person walks them in a browser, and as an app sees them through the gateway's subscription.
import type { Page } from 'playwright-core';
import { openBrowser } from '../support/browser.js';
import { test as base, expect } from '../support/fixtures.js';
import type { Person } from '../support/person.js';
import type { Watch } from '../support/watch.js';

const CREATE = /* GraphQL */ `
  mutation Create($input: CreateMitekJourneyInput!) {
    createMitekJourney(input: $input) {
      mitekJourney { id reference journeyUrl lifecycle }
      userErrors { code field message }
    }
  }
`;
const WATCH = /* GraphQL */ `
  subscription Watch($id: ID!, $after: String) {
    mitekJourneyStatusChanged(id: $id, after: $after) {
      cursor version lifecycle decision
      verification {
        ... on MitekJourney { status result upstream { rawStatus rawResult } }
      }
    }
  }
`;
const FOUND = /* GraphQL */ `
  query Found($id: ID!) {
    mitekJourney(id: $id) {
      status result requestId language note
      verificationData {
        score confirmed name picture
        scores { name value }
        documents { type firstName lastName birthDate documentNumber errors }
      }
    }
  }
`;

interface Journey {
  readonly id: string;
  readonly reference: string;
  readonly journeyUrl: string;
  readonly lifecycle: string;
}
interface Change {
  readonly cursor: string;
  readonly version: number;
  readonly lifecycle: string;
  readonly decision: string;
  readonly verification: {
    readonly status: string;
    readonly result: string | null;
    readonly upstream: { readonly rawStatus: string | null; readonly rawResult: string | null };
  };
}

const test = base.extend('page', async ({ task: _task }, { onCleanup }) => {
  const browser = await openBrowser();
  onCleanup(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  page.setDefaultTimeout(30_000);
  return page;
});

async function start(admin: Person, input: object = {}): Promise<Journey> {
  const { createMitekJourney: made } = await admin.ask<
    { createMitekJourney: { mitekJourney: Journey | null; userErrors: readonly object[] } },
    object
  >(CREATE, {
    input: {
      name: 'Alice Anderson',
      deliveryMethod: 'EMAIL',
      email: 'alice@example.test',
      scope: { selfie: true, documents: true },
      ...input,
    },
  });
  expect(made.userErrors).toEqual([]);
  if (made.mitekJourney === null) throw new Error('There is no journey.');
  return made.mitekJourney;
}

const watch = (person: Person, { id }: Journey): Watch<Change> =>
  person.subscribe(
    WATCH,
    { id, after: null },
    (data: { mitekJourneyStatusChanged: Change }) => data.mitekJourneyStatusChanged,
  );

/** A change in one line: lifecycle, decision, and Mitek's own words. */
const line = ({ lifecycle, decision, verification: { upstream } }: Change): string =>
  [lifecycle, decision, upstream.rawStatus, upstream.rawResult].filter((word) => word !== null).join(' ');

/** The lifecycles with their decisions, each once in a row: how often Mitek repeats itself is its own business. */
const lines = (changes: readonly Change[]): readonly string[] =>
  changes.map(line).filter((text, index, all) => text !== all[index - 1]);

async function walk(page: Page, { journeyUrl }: Journey, ...buttons: readonly string[]): Promise<void> {
  await page.goto(journeyUrl);
  for (const button of ['#begin', ...buttons]) await page.click(button);
}

test.for([
  ['GERMAN', 'de', 'Zustimmen und beginnen', 'Danke, Sie sind es'],
  ['ENGLISH', 'en', 'Agree and begin', 'Thank you, it is you'],
] as const)(
  'a journey walked in %s is seen step by step',
  async ([language, lang, begin, thanks], { page, admin, alice }) => {
    const note = `Note ${lang}: <b>welcome</b>`;
    const journey = await start(admin, {
      userId: alice.id,
      language,
      note,
      scope: {
        selfie: true,
        documents: true,
        documentTypes: ['PASSPORT'],
        attachments: true,
        attachmentKeys: ['bill'],
      },
      tabsOrder: ['documents', 'attachments', 'selfie'],
    });
    const seen = watch(alice, journey);
    expect((await seen.take(1)).map(line)).toEqual(['SENT NONE']);

    await page.goto(journey.journeyUrl);
    expect(await page.getAttribute('html', 'lang')).toBe(lang);
    expect(await page.textContent('#begin')).toBe(begin);
    expect(await page.textContent('#note p')).toBe(note);
    await page.click('#begin');
    await expect.poll(() => seen.events.map(({ lifecycle }) => lifecycle)).toContain('IN_PROGRESS');
    expect(await page.locator('input[name=kind]').evaluateAll((inputs) => inputs.length)).toBe(1);
    await page.click('#documents-pass');
    await page.click('#attachments-pass');
    await page.click('#selfie-pass');
    await page.waitForSelector('#result[data-journey=passed]');
    expect(await page.textContent('#result-title')).toBe(thanks);

    const changes = [...seen.events.slice(0, 1), ...(await seen.untilFinal())];
    expect(lines(changes)).toEqual(['SENT NONE', 'IN_PROGRESS NONE SENT', 'FINISHED APPROVED COMPLETED PASS']);
    const versions = changes.map(({ version }) => version);
    expect(versions).toEqual(versions.map((_version, index) => (versions[0] ?? 0) + index));

    const found = await admin.ask<{ mitekJourney: object }, object>(FOUND, { id: journey.id });
    expect(found.mitekJourney).toMatchObject({
      status: 'COMPLETED',
      result: 'PASS',
      requestId: expect.any(String),
      language,
      note,
      verificationData: {
        confirmed: true,
        name: 'Alice Anderson',
        picture: expect.stringMatching(/^data:image\/jpeg;base64,/),
        scores: expect.arrayContaining([{ name: 'faceMatch', value: expect.any(Number) }]),
        documents: [{ type: 'PASSPORT', firstName: 'Alice', birthDate: '1990-04-12', errors: [] }],
      },
    });
  },
);

test.for([
  ['a forged document', ['#selfie-pass', '#documents-fraud'], 'FINISHED DENIED_FRAUD COMPLETED FRAUD', 'failed'],
  ['another face', ['#selfie-fail', '#documents-pass'], 'FINISHED DENIED COMPLETED FAIL', 'failed'],
  ['giving up', ['#selfie-pass', '#abandon'], 'ABANDONED NONE ABANDONED', 'abandoned'],
] as const)('%s ends where the table says', async ([_what, buttons, end, shown], { page, admin }) => {
  const journey = await start(admin);
  const seen = watch(admin, journey);
  await walk(page, journey, ...buttons);
  await page.waitForSelector(`#result[data-journey=${shown}]`);
  expect(line((await seen.untilFinal()).at(-1) as Change)).toBe(end);
});

test('declining on the first page cancels', async ({ page, admin }) => {
  const journey = await start(admin);
  const seen = watch(admin, journey);
  await page.goto(journey.journeyUrl);
  await page.click('#cancel');
  await page.waitForSelector('#result[data-journey=cancelled]');
  expect(lines(await seen.untilFinal())).toEqual(['SENT NONE', 'CANCELLED NONE CANCELLED']);
});

test('a status that nobody knows is UNKNOWN and approves nothing; people at Mitek may still decide', async ({
  page,
  sandbox,
  admin,
}) => {
  const journey = await start(admin, { name: 'Anna Unknown-Status' });
  const seen = watch(admin, journey);
  await walk(page, journey, '#selfie-pass', '#documents-pass');
  await page.waitForSelector('[data-view=review]:not([hidden])');
  await expect.poll(() => line(seen.events.at(-1) as Change)).toBe('UNKNOWN NONE PARKED');
  expect(seen.events.at(-1)?.verification.status).toBe('UNKNOWN');

  await sandbox.moveJourney(journey.reference, { status: 'CONFIRMATION' });
  await expect.poll(() => line(seen.events.at(-1) as Change)).toBe('IN_REVIEW NONE CONFIRMATION');
  await sandbox.moveJourney(journey.reference, { status: 'COMPLETED', result: 'PASS', reviewedBy: 'agent-7' });
  expect(line((await seen.untilFinal()).at(-1) as Change)).toBe('FINISHED APPROVED_MANUALLY COMPLETED PASS');
  await page.waitForSelector('#result[data-journey=passed]');
});

test('a verdict that nobody knows approves nothing', async ({ page, admin }) => {
  const journey = await start(admin, { name: 'Anna Unknown-Result' });
  const seen = watch(admin, journey);
  await walk(page, journey, '#selfie-pass', '#documents-pass');
  await expect.poll(() => line(seen.events.at(-1) as Change)).toBe('UNKNOWN NONE COMPLETED INCONCLUSIVE');
  expect(seen.events.at(-1)?.verification.result).toBe('UNKNOWN');
});

test('after the last day it has expired, for the person too', async ({ page, sandbox, admin }) => {
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const journey = await start(admin, { endDate: tomorrow });
  const seen = watch(admin, journey);
  await walk(page, journey, '#selfie-pass');
  await page.waitForSelector('#documents-pass');
  await sandbox.advance(2 * 86_400);
  await page.waitForSelector('#result[data-journey=expired]');
  expect(line((await seen.untilFinal()).at(-1) as Change)).toBe('EXPIRED NONE EXPIRED');
});

test('on a phone nothing that was typed widens the page, however long its words are', async ({ page, admin }) => {
  const key = 'k'.repeat(64);
  const journey = await start(admin, {
    name: `Ada ${'x'.repeat(190)}`,
    note: 'n'.repeat(300),
    scope: { attachments: true, attachmentKeys: [key] },
  });
  const width = () => page.evaluate<number>('document.documentElement.scrollWidth');
  await page.goto(journey.journeyUrl);
  await page.waitForSelector('#begin');
  expect(await width()).toBe(390);
  await page.click('#begin');
  await page.waitForSelector('#papers');
  expect(await page.textContent('#papers')).toBe(key);
  expect(await width()).toBe(390);
});
