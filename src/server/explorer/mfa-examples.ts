// Examples of MFA: a sign-on with a passcode, and watching it.
import type { Example } from './example.js';

export const mfaExamples: readonly Example[] = [
  {
    title: '1 · Send a passcode',
    group: 'MFA, live',
    as: ['admin'],
    query: `# As admin, in test mode: nothing is sent, and the
# passcode stands in test.otp. Then run "Watch the
# sign-on", and check the passcode with checkOtp.

mutation SendPasscode($input: CreateDeviceAuthenticationInput!) {
  createDeviceAuthentication(input: $input) {
    deviceAuthentication {
      id
      status
      allowedActions
      test {
        otp
      }
    }
    userErrors {
      code
      message
      field
    }
  }
}
`,
    variables: {
      input: { userId: '$user', oneTimeDevice: { type: 'EMAIL', email: 'alice@example.test', testMode: true } },
    },
  },
  {
    title: '2 · Watch the sign-on',
    group: 'MFA, live',
    query: `# First the present state, then each change; ends
# after the final one.

subscription WatchSignOn($id: ID!) {
  deviceAuthenticationStatusChanged(id: $id) {
    id
    status
    allowedActions
    selectedDevice {
      id
      type
    }
    error {
      code
    }
    updatedAt
  }
}
`,
    variables: { id: '$authentication' },
  },
];
