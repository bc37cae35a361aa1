/** Drawn pictures and replaced backgrounds over real HTTP, looked at pixel by pixel. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCanvas, readPicture } from '../pictures/easel.js';
import { TestSandbox } from '../test-sandbox.js';

const REPLACE = { contentType: 'application/vnd.pingidentity.replace.background+json' };
const GREEN = { red: 0, green: 200, blue: 80 };

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await TestSandbox.start();
});
afterAll(() => sandbox.stop());

const evidence = async (path: string, type: string) => {
  const { json } = await sandbox.api('GET', `${path}/verifiedData?type=${type}`);
  const item = json._embedded?.verifiedData?.[0];
  return { id: String(item?.id), picture: String(item?.data?.IMAGE) };
};
const look = async (base64: string) => {
  const image = await readPicture(Buffer.from(base64, 'base64'));
  const canvas = await createCanvas(image);
  const pen = canvas.getContext('2d');
  pen.drawImage(image, 0, 0);
  const at = (x: number, y: number) => [...pen.getImageData(x * (image.width - 1), y * (image.height - 1), 1, 1).data];
  return { width: image.width, height: image.height, at };
};
const finished = async (more: object = {}) => {
  const { id, path } = await sandbox.verification();
  await sandbox.finish(id, 'SUCCESS', more);
  return path;
};

test('the person stays, the wall becomes the colour, and the shape is the one asked for', async () => {
  const path = await finished();
  const selfie = await evidence(path, 'SELFIE');
  const answer = await sandbox.api(
    'POST',
    `${path}/verifiedData/${selfie.id}`,
    { backgroundColor: GREEN, aspectRatio: { aspectWidth: 1, aspectHeight: 1 } },
    REPLACE,
  );
  expect(answer.status).toBe(200);
  expect(answer.json).toMatchObject({ type: 'SELFIE', data: { FORMAT: 'JPEG' }, createdAt: expect.any(String) });
  const [before, after] = [await look(selfie.picture), await look(String(answer.json.data?.IMAGE))];
  expect([after.width, after.height]).toEqual([before.width, before.width]);
  for (const [x, y] of [
    [0.02, 0.02],
    [0.97, 0.05],
    [0.05, 0.5],
  ] as const) {
    const [red = 0, green = 0, blue = 0] = after.at(x, y);
    expect(Math.abs(red - 0) + Math.abs(green - 200) + Math.abs(blue - 80)).toBeLessThan(30);
  }
  const [red = 0, green = 0] = after.at(0.5, 0.5);
  expect(red).toBeGreaterThan(green);

  const copy = await sandbox.api('GET', `${path}/verifiedData/${String(answer.json.id)}`);
  expect(copy.json.data?.IMAGE).toBe(answer.json.data?.IMAGE);
  expect((await evidence(path, 'SELFIE')).id).toBe(selfie.id);
  await sandbox.call('POST', '/sandbox/clock', { advanceSeconds: 31 * 60 });
  expect((await sandbox.api('GET', `${path}/verifiedData/${String(answer.json.id)}`)).status).toBe(404);
});

test.each([
  ['nothing', {}, ['REQUIRED_VALUE backgroundColor']],
  ['a part missing', { backgroundColor: { red: 1, green: 2 } }, ['REQUIRED_VALUE backgroundColor.blue']],
  ['a part too big', { backgroundColor: { ...GREEN, red: 256 } }, ['OUT_OF_RANGE backgroundColor.red']],
  ['half a number', { backgroundColor: { ...GREEN, blue: 1.5 } }, ['INVALID_VALUE backgroundColor.blue']],
  [
    'a shape out of range',
    { backgroundColor: GREEN, aspectRatio: { aspectWidth: 0, aspectHeight: 1001 } },
    ['OUT_OF_RANGE aspectRatio.aspectWidth', 'OUT_OF_RANGE aspectRatio.aspectHeight'],
  ],
])('refused: %s', async (_name, body, expected) => {
  const path = await finished();
  const { id } = await evidence(path, 'SELFIE');
  const { status, json } = await sandbox.api('POST', `${path}/verifiedData/${id}`, body, REPLACE);
  expect(status).toBe(400);
  expect(json.details?.map(({ code, target }) => `${code} ${target}`)).toEqual(expected);
});

test('only selfies, only with the media type, only what is there', async () => {
  const path = await finished();
  const front = await evidence(path, 'FRONT_IMAGE');
  const replace = (id: string, options: object = REPLACE) =>
    sandbox.api('POST', `${path}/verifiedData/${id}`, { backgroundColor: GREEN }, options);
  expect((await replace(front.id)).status).toBe(400);
  expect((await replace('none')).status).toBe(404);
  expect((await replace(front.id, {})).status).toBe(415);
});

describe('drawn pictures', () => {
  test.each(['driver_license', 'passport', 'passport_card', 'identity_card'])('of a %s', async (kind) => {
    const { id, code, path } = await sandbox.verification();
    const body = { code, kind };
    for (const step of ['consent', 'document', 'selfie']) {
      await sandbox.call('POST', `/v1/idValidations/webVerifications/${id}/${step}`, body);
    }
    const { json } = await sandbox.untilStatus(path, 'SUCCESS');
    expect(json.verifiedDocuments).toEqual([kind]);
    const whole = await sandbox.api(
      'GET',
      `${path}/verifiedData?type=FRONT_IMAGE,BACK_IMAGE,CROPPED_DOCUMENT,CROPPED_SIGNATURE`,
    );
    const items = whole.json._embedded?.verifiedData ?? [];
    expect(items.length).toBe(kind === 'passport' ? 3 : 4);
    for (const item of items) expect((await look(String(item.data?.IMAGE))).width).toBeGreaterThan(300);
    const documents = (await sandbox.api('GET', `${path}/documents`)).json._embedded?.documents ?? [];
    for (const { value } of documents) expect(String(value)).toMatch(/^\/9j\//);
  });

  test('are the same for the same person, and others for others', async () => {
    const [first, second] = [await finished(), await finished()];
    const portrait = async (path: string) => (await evidence(path, 'CROPPED_PORTRAIT')).picture;
    expect(await portrait(first)).toBe(await portrait(second));
    const bob = `/users/${sandbox.ready.users.bob}/verifyTransactions`;
    const id = String((await sandbox.api('POST', bob, {})).json.id);
    await sandbox.finish(id, 'SUCCESS');
    expect(await portrait(`${bob}/${id}`)).not.toBe(await portrait(first));
  });
});
