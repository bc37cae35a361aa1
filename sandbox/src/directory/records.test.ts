/** Comparing records, the verify status of people, and the traffic list, over real HTTP. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestSandbox } from '../test-sandbox.js';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await TestSandbox.start();
});
afterAll(() => sandbox.stop());

const match = (probe: unknown, gallery: unknown) =>
  sandbox.api('POST', `${sandbox.alice}/identityRecordMatching`, { probe, gallery });
const value = (text: string) => ({ value: text });
const dollar = (inner: string) => ['$', '{', inner, '}'].join('');

describe('record matching', () => {
  test.each([
    ['given_name', 'Alice', value('alice'), 'HIGH'],
    ['given_name', 'Bob', { options: ['Robert', 'Bob'] }, 'HIGH'],
    ['given_name', 'Jon', value('John'), 'HIGH'],
    ['given_name', 'Katherine', value('Kathy'), 'MEDIUM'],
    ['family_name', 'Müller', value('Muller'), 'HIGH'],
    ['family_name', 'Smith', value('Redford'), 'LOW'],
    ['name', 'Anderson, Alice', value('Alice Anderson'), 'HIGH'],
    ['name', 'Alice Marie Anderson', value('Alice Anderson'), 'HIGH'],
    ['name', 'Alice Smith', value('Alice Anderson'), 'LOW'],
    ['address', '4321 Main Street #407, Hollywood, CA 90027', value('4321 Main St Apt 407 Hollywood CA 90027'), 'HIGH'],
    ['address', '12 Rue de Rivoli, Paris', value('4321 Main Street, Hollywood'), 'LOW'],
    ['birth_date', '1984-08-02', value('1984-08-02'), 'HIGH'],
    ['birth_date', '1984-08-02', value('1984-08-03'), 'MEDIUM'],
    ['birth_date', '1984-08-02', value('1961-12-31'), 'LOW'],
    ['given_name', 'Alice', { expression: dollar('user.name.given') }, 'HIGH'],
    ['name', 'Alice Anderson', { expression: dollar("user.name.given + ' ' + user.name.family") }, 'HIGH'],
    ['given_name', 'Alice', { expression: 'user.nothing' }, 'NOT_APPLICABLE'],
  ])('%s %j against %j: %s', async (field, probe, gallery, confidence) => {
    const { status, json } = await match({ [field]: probe }, { [field]: gallery });
    expect(status).toBe(200);
    expect(json.detailedResults?.[field]).toMatchObject({ probeValue: probe, confidence });
    expect(json.overallConfidenceScore).toBe(confidence);
  });

  test('fields weigh differently in the whole', async () => {
    const { json } = await match(
      { given_name: 'Bob', family_name: value('Smith'), birth_date: '1984-08-02' },
      { given_name: value('Bob'), family_name: value('Redford'), birth_date: value('1984-08-02') },
    );
    const family_name = json.detailedResults?.family_name;
    expect(family_name).toMatchObject({ galleryValue: 'Redford', confidence: 'LOW' });
    expect(Number(json.overallWeightedScore)).toBeCloseTo((2 + 3 * Number(family_name?.rawScore) + 4) / 9, 3);
  });

  test.each([
    ['no probe', undefined, { name: value('a') }, ['REQUIRED_VALUE probe']],
    ['an empty probe', {}, {}, ['EMPTY_VALUE probe']],
    ['no gallery', { name: 'a' }, undefined, ['REQUIRED_VALUE gallery']],
    ['a field that the gallery lacks', { name: 'a' }, {}, ['REQUIRED_VALUE gallery.name']],
    ['an empty text', { name: ' ' }, { name: value('a') }, ['EMPTY_VALUE probe.name']],
    ['a gallery in plain text', { name: 'a' }, { name: 'a' }, ['INVALID_VALUE gallery.name']],
    ['two forms', { name: 'a' }, { name: { value: 'a', options: ['b'] } }, ['INVALID_VALUE gallery.name']],
    ['no form', { name: 'a' }, { name: {} }, ['REQUIRED_VALUE gallery.name.value']],
    ['no options', { name: 'a' }, { name: { options: [] } }, ['EMPTY_VALUE gallery.name.options']],
    [
      'an expression that is none',
      { name: 'a' },
      { name: { expression: dollar('process.env.X') } },
      ['INVALID_VALUE gallery.name.expression'],
    ],
  ])('refused: %s', async (_name, probe, gallery, expected) => {
    const { status, json } = await match(probe, gallery);
    expect(status).toBe(400);
    expect(json.details?.map(({ code, target }) => `${code} ${target}`)).toEqual(expected);
  });

  test('is for people who exist', async () => {
    const probe = { probe: { name: 'a' }, gallery: { name: value('a') } };
    expect((await sandbox.api('POST', '/users/nobody/identityRecordMatching', probe)).status).toBe(404);
  });
});

describe('the verify status', () => {
  test('is read and set, and stands on the person', async () => {
    const path = `${sandbox.alice}/verifyStatus`;
    const { ready } = sandbox;
    const user = `${ready.pingone}/v1/environments/${ready.environmentId}${sandbox.alice}`;
    expect((await sandbox.api('GET', path)).json).toEqual({
      _links: { self: { href: `${user}/verifyStatus` }, user: { href: user } },
      verifyStatus: 'NOT_INITIATED',
    });
    for (const verifyStatus of ['DISABLED', 'ENABLED']) {
      expect((await sandbox.api('PUT', path, { verifyStatus })).json).toMatchObject({ verifyStatus });
    }
    expect((await sandbox.api('GET', sandbox.alice)).json).toMatchObject({ verifyStatus: 'ENABLED' });
    expect((await sandbox.verification()).id).toBeTruthy();
  });

  test.each([
    [{}, 'REQUIRED_VALUE'],
    [{ verifyStatus: 'NOT_VERIFIED' }, 'INVALID_VALUE'],
  ])('refused: %j', async (body, code) => {
    const { status, json } = await sandbox.api('PUT', `${sandbox.alice}/verifyStatus`, body);
    expect(status).toBe(400);
    expect(json).toMatchObject({ details: [{ code, target: 'verifyStatus' }] });
  });
});

test('the traffic list has the form of each call and none of its values', async () => {
  const since = new Date().toISOString();
  await new Promise((wake) => setTimeout(wake, 5));
  await sandbox.api('POST', `${sandbox.alice}/verifyTransactions`, {
    requirements: { email: { options: ['secret@example.test'] }, name: value('Secret') },
  });
  await sandbox.api('GET', '/users?limit=3&filter=username%20eq%20%22secret%22');
  await sandbox.requestToken(sandbox.ready.clientId, sandbox.ready.clientSecret);
  const { json, text } = await sandbox.call('GET', `/sandbox/traffic?since=${since}`);
  const environment = `/v1/environments/${sandbox.ready.environmentId}`;
  expect(json).toEqual([
    {
      at: expect.any(String),
      method: 'POST',
      path: `${environment}${sandbox.alice}/verifyTransactions`,
      queryKeys: [],
      contentType: 'application/json',
      bodyKeys: [
        'requirements',
        'requirements.email',
        'requirements.email.options',
        'requirements.email.options[]',
        'requirements.name',
        'requirements.name.value',
      ],
      status: 201,
    },
    expect.objectContaining({ method: 'GET', path: `${environment}/users`, queryKeys: ['limit', 'filter'] }),
    expect.objectContaining({ contentType: 'application/x-www-form-urlencoded', bodyKeys: ['grant_type'] }),
  ]);
  expect(text.toLowerCase()).not.toContain('secret');
  expect((await sandbox.call('GET', '/sandbox/traffic?since=x')).status).toBe(400);
});
