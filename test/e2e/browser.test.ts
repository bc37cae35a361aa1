// The whole job: a person clicks through the page in a browser, an app sees each step, and then everybody sees what they may.
import {
  CaptureLinksDocument,
  TransactionDocument,
  VerifiedDataDocument,
  type VerifiedDataQuery,
} from '../generated/graphql.js';
import { openBrowser } from '../support/browser.js';
import { test as base, expect } from '../support/fixtures.js';

const test = base.extend('page', async ({ task: _task }, { onCleanup }) => {
  const browser = await openBrowser();
  onCleanup(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  page.setDefaultTimeout(30_000);
  return page;
});

type Documents = NonNullable<NonNullable<VerifiedDataQuery['verifyTransaction']>['verifiedData']>;

const documentOf = (verifiedData: Documents | null | undefined) =>
  verifiedData?.find(({ type }) => type === 'GOVERNMENT_ID')?.governmentId;

test('a person verifies in a browser, and each caller sees what they may', async ({
  page,
  alice,
  bob,
  support,
  admin,
}) => {
  const transaction = await alice.startVerification();
  const watch = alice.watch(transaction);
  const links = await alice.ask(CaptureLinksDocument, { id: transaction.id, desktop: true });
  const address = links.verifyTransaction?.webVerificationUrl ?? '';
  expect(new URL(address).searchParams.get('dt')).toBe('1');

  await page.goto(address);
  await expect
    .poll(() => page.locator('[data-view=consent] .digits').textContent())
    .toBe(transaction.webVerificationCode);
  await page.click('#begin');
  await page.click('#document-pass');
  await page.click('#selfie-pass');
  await page.waitForSelector('#result[data-outcome=verified]');

  const events = await watch.untilFinal();
  const walked = events.filter(({ rawStatus }) => rawStatus !== 'PARTIAL');
  expect(walked.map(({ rawStatus }) => rawStatus)).toEqual(['REQUESTED', 'INITIATED', 'IN_PROGRESS', 'SUCCESS']);
  expect(events.map(({ version }) => version)).toEqual(events.map((_event, index) => index + 1));
  expect(events.at(-1)).toMatchObject({ lifecycle: 'FINISHED', decision: 'APPROVED' });

  const question = { id: transaction.id };
  for (const person of [admin, alice]) {
    const { data, errors, extensions } = await person.query(VerifiedDataDocument, question);
    expect(errors).toBeUndefined();
    expect(extensions?.masked).toBeUndefined();
    expect(documentOf(data?.verifyTransaction?.verifiedData)).toMatchObject({
      firstName: 'Alice',
      lastName: 'Anderson',
      birthDate: '1990-04-12',
      idNumber: 'D4207711',
    });
  }

  const masked = await support.query(VerifiedDataDocument, question);
  expect(masked.errors).toBeUndefined();
  const items = masked.data?.verifyTransaction?.verifiedData ?? [];
  const index = items.findIndex(({ type }) => type === 'GOVERNMENT_ID');
  expect(documentOf(items)).toMatchObject({ firstName: null, lastName: null, birthDate: null, idNumber: null });
  const path = `verifyTransaction.verifiedData.${index}.governmentId`;
  expect(pathsOf(masked.extensions)).toEqual(
    expect.arrayContaining([`${path}.firstName`, `${path}.lastName`, `${path}.birthDate`, `${path}.idNumber`]),
  );
  expect(JSON.stringify(masked)).not.toMatch(/Alice|Anderson|1990-04-12|D4207711/);

  for (const document of [VerifiedDataDocument, TransactionDocument] as const) {
    const { data, errors } = await bob.query<unknown, unknown>(document.toString(), question);
    expect(errors).toBeUndefined();
    expect(data).toEqual({ verifyTransaction: null });
  }
  const refused = await bob.watch(transaction).ended();
  expect(refused.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
});

test('a person who shows an unreadable document and someone else’s face fails', async ({ page, alice }) => {
  const transaction = await alice.startVerification();
  const watch = alice.watch(transaction);
  await page.goto(transaction.webVerificationUrl ?? '');
  await page.click('#begin');
  await page.click('#document-fail');
  await page.click('#selfie-fail');
  await page.waitForSelector('#result[data-outcome=not-verified]');
  expect((await watch.untilFinal()).at(-1)).toMatchObject({ rawStatus: 'FAIL', decision: 'DENIED' });
});

test('a person who leaves lets the time run out: no verdict, and no approval', async ({ page, sandbox, alice }) => {
  const transaction = await alice.startVerification();
  const watch = alice.watch(transaction);
  await page.goto(transaction.webVerificationUrl ?? '');
  await page.click('#begin');
  await page.click('#abandon');
  await page.waitForSelector('#result[data-outcome=abandoned]');

  await sandbox.advance(31 * 60);
  expect((await watch.untilFinal()).at(-1)).toMatchObject({ lifecycle: 'EXPIRED', decision: 'NONE' });
});

function pathsOf(extensions: Readonly<Record<string, unknown>> | undefined): readonly string[] {
  const masked = extensions?.masked;
  return Array.isArray(masked) ? masked.map((path) => (Array.isArray(path) ? path.join('.') : String(path))) : [];
}
