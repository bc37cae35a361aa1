// Values that hold whatever the environment says, and what is told of it.
import { expect, test } from 'vitest';
import { override } from './override.js';

test('fixed values replace what is given in any form, and nothing else', () => {
  const given = {
    MITEK_URL: 'https://tenant.test',
    MITEK_HOST: 'tenant.test',
    MITEK_CLIENT_SECRET_FILE: '/run/secrets/mitek',
    MITEK_DATA_HOURS: '2',
    MITEK_PROFILE_FILE: 'profile.json',
    HOME: '/home/me',
  };
  const fixed = {
    MITEK_URL: 'http://127.0.0.1:1',
    MITEK_HOST: undefined,
    MITEK_CLIENT_SECRET: 'of the sandbox',
    MITEK_CLIENT_ID: 'sandbox',
  };
  const { env, ineffective } = override(given, fixed);
  expect(env).toEqual({ ...fixed, MITEK_DATA_HOURS: '2', MITEK_PROFILE_FILE: 'profile.json', HOME: '/home/me' });
  expect(env).not.toHaveProperty('MITEK_CLIENT_SECRET_FILE');
  expect(ineffective).toEqual(['MITEK_CLIENT_SECRET_FILE', 'MITEK_HOST', 'MITEK_URL']);
});

test('what is empty, or the same, has not been overridden', () => {
  const { ineffective } = override(
    { MITEK_HOST: ' ', MITEK_API_VERSION: '4.4', MITEK_URL: undefined },
    { MITEK_HOST: undefined, MITEK_API_VERSION: '4.4', MITEK_URL: 'http://127.0.0.1:1' },
  );
  expect(ineffective).toEqual([]);
});
