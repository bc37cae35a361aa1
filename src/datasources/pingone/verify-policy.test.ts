// Verify policies from PingOne's words into ours.
import { expect, test } from 'vitest';
import { toPolicy } from './verify-policy.js';
import { WireVerifyPolicy } from './wire.js';

test('a whole policy', () => {
  const policy = toPolicy(
    WireVerifyPolicy.parse({
      id: 'p1',
      environment: { id: 'env-1' },
      name: 'Standard',
      default: true,
      governmentId: { verify: 'REQUIRED', inspectionType: 'STEP_UP', failExpiredId: 'true', retry: { attempts: 2 } },
      liveness: { verify: 'OPTIONAL', threshold: 'HIGH' },
      email: {
        verify: 'DISABLED',
        otp: {
          attempts: { count: 5 },
          lifeTime: { duration: 10, timeUnit: 'MINUTES' },
          deliveries: { count: 3, coolDown: { duration: 30, timeUnit: 'SECONDS' } },
          notification: { templateName: 'email_phone_verification' },
        },
      },
      transaction: { timeout: { duration: 30, timeUnit: 'MINUTES' }, dataCollectionOnly: false },
    }),
  );
  expect(policy).toMatchObject({
    id: 'p1',
    environmentId: 'env-1',
    name: 'Standard',
    description: null,
    default: true,
    governmentId: { verify: 'REQUIRED', inspectionType: 'STEP_UP', failExpiredId: true, retryAttempts: 2 },
    facialComparison: null,
    liveness: { verify: 'OPTIONAL', threshold: 'HIGH', retryAttempts: null },
    email: {
      verify: 'DISABLED',
      otp: {
        attempts: 5,
        lifeTime: { duration: 10, timeUnit: 'MINUTES' },
        deliveries: 3,
        cooldown: { duration: 30, timeUnit: 'SECONDS' },
        templateName: 'email_phone_verification',
        variantName: null,
      },
    },
    phone: null,
    transaction: {
      timeout: { duration: 30, timeUnit: 'MINUTES', timeUnitRaw: 'MINUTES' },
      dataCollectionTimeout: null,
      dataCollectionOnly: false,
    },
    createdAt: null,
  });
});

test('a policy in odd forms still reads', () => {
  const policy = toPolicy(
    WireVerifyPolicy.parse({
      id: 'p1',
      governmentId: { verify: 'SOMETIMES', inspectionType: 'ORACLE' },
      liveness: { threshold: 'high' },
      transaction: { timeout: { duration: 1.5, timeUnit: 'MINUTES' }, dataCollection: { timeout: { duration: 3 } } },
    }),
  );
  expect(policy).toMatchObject({
    name: '',
    default: false,
    governmentId: {
      verify: 'UNKNOWN',
      verifyRaw: 'SOMETIMES',
      inspectionType: 'UNKNOWN',
      inspectionTypeRaw: 'ORACLE',
    },
    liveness: { verify: 'UNKNOWN', verifyRaw: null, threshold: 'UNKNOWN', thresholdRaw: 'high' },
    transaction: {
      timeout: null,
      dataCollectionTimeout: { duration: 3, timeUnit: 'UNKNOWN', timeUnitRaw: null },
      dataCollectionOnly: null,
    },
  });
});
