// The capabilities of Mitek's connector, and the one of PingOne's REST reference: which GraphQL operation has each, and what is called.
import type { Capability } from './capability.js';
import type { MitekCapabilityId, RestCapabilityId } from './seed-fields-mitek.js';

const JSON_TYPE = 'application/json';

export const MITEK_CAPABILITIES: Readonly<Record<MitekCapabilityId, Capability>> = {
  createJourney: {
    name: 'Create Journey',
    operations: ['Mutation.createMitekJourney'],
    upstream: { method: 'POST', path: '/api/{version}/request/create', contentType: JSON_TYPE, host: 'mitek' },
  },
  mitekWebhook: {
    name: 'Mitek Webhook',
    operations: ['Query.mitekJourney', 'Subscription.mitekJourneyStatusChanged', 'MitekJourney.timeline'],
    upstream: { method: 'POST', path: '/callbacks/mitek/{journeyID}/{token}', contentType: JSON_TYPE, host: 'gateway' },
  },
};

export const REST_CAPABILITIES: Readonly<Record<RestCapabilityId, Capability>> = {
  restCreateVerifyTransaction: {
    name: 'Create Verify Transaction',
    operations: ['Mutation.createVerifyTransaction'],
    upstream: { method: 'POST', path: '{U}/verifyTransactions', contentType: JSON_TYPE },
  },
};
