// Example operations that the explorer offers, one for each thing a newcomer wants to try; nothing runs them but the person. Those of journeys
// and of MFA have files of their own.
import type { Example } from './example.js';
import { journeyExamples } from './journey-examples.js';
import { mfaExamples } from './mfa-examples.js';

export const examples: readonly Example[] = [
  {
    title: 'A short tour',
    group: 'Start here',
    firstVisit: true,
    query: `# Welcome! Press the round button, or Ctrl-Enter.
#
# "Send as", above, is who asks. Try bob, then support:
# what somebody may not see is null, and its path is
# listed in extensions.masked.
#
# "Examples", above right, opens the other operations:
# start a verification, watch it live, read the result.
#
# The book at the left edge explains every field.

query Tour {
  viewer {
    id
    kind
    displayName
    permissions
    expiresAt
    # Null for staff.
    user {
      username
      email
      name {
        formatted
      }
      latestVerifyTransaction {
        id
        lifecycle
        decision
        updatedAt
      }
    }
  }
}
`,
  },
  {
    title: '1 · Start a verification',
    group: 'One verification, live',
    firstVisit: true,
    query: `# Run it, then:
# 1. run "Watch it live" out of Examples;
# 2. follow "Open the verification page" above and
#    be the person with the document and the face.

mutation StartVerification($input: CreateVerifyTransactionInput!) {
  createVerifyTransaction(input: $input) {
    verifyTransaction {
      id
      status
      lifecycle
      version
      expiresAt
      webVerificationCode
      webVerificationUrl(desktop: true)
    }
    userErrors {
      code
      message
      field
    }
  }
}
`,
    variables: { input: { userId: '$user', deviceOsType: 'MOBILE_WEB' } },
  },
  {
    title: '2 · Watch it live',
    group: 'One verification, live',
    query: `# First the present state, then each change; ends
# after the final one. With the last cursor you saw
# as "after", you get exactly what you missed.

subscription WatchVerification($id: ID!, $after: String) {
  verifyTransactionStatusChanged(id: $id, after: $after) {
    version
    lifecycle
    previousLifecycle
    decision
    rawStatus
    occurredAt
    cursor
  }
}
`,
    variables: { id: '$transaction', after: null },
  },
  {
    title: '3 · Read what was verified',
    group: 'One verification, live',
    query: `# As admin or as the person: everything.
# As support: masked. As bob: no such transaction.

query VerifiedData($id: ID!) {
  verifyTransaction(id: $id) {
    status
    lifecycle
    decision
    evidence
    verifiedDataExpiresAt
    statusDetails {
      check
      status
    }
    verifiedData(types: [GOVERNMENT_ID]) {
      type
      attempt
      governmentId {
        fullName
        birthDate
        idTypes
        idNumber
        issuingCountry
        expirationDate
      }
    }
  }
}
`,
    variables: { id: '$transaction' },
  },
  {
    title: 'What happened to it',
    group: 'One verification, live',
    query: `query Timeline($id: ID!) {
  verifyTransaction(id: $id) {
    lifecycle
    decision
    version
    allowedActions
    timeline(first: 50) {
      edges {
        cursor
        node {
          version
          type
          lifecycle
          decision
          rawStatus
          origin
          occurredAt
        }
      }
    }
  }
}
`,
    variables: { id: '$transaction' },
  },
  {
    title: 'All changes of one person',
    group: 'One verification, live',
    query: `# First the present state of what is unfinished,
# then each change. Does not end by itself.

subscription WatchPerson($userId: ID!, $after: String) {
  verificationStatusChanged(userId: $userId, after: $after) {
    verification {
      id
      source
    }
    version
    lifecycle
    decision
    occurredAt
    cursor
  }
}
`,
    variables: { userId: '$user', after: null },
  },
  ...journeyExamples,
  ...mfaExamples,
  {
    title: 'Verify policies',
    group: 'Staff',
    as: ['support', 'admin'],
    query: `# As support or admin.

query Policies {
  verifyPolicies {
    id
    name
    description
    default
    governmentId {
      verify
    }
    facialComparison {
      verify
      threshold
    }
    liveness {
      verify
      threshold
    }
  }
}
`,
  },
  {
    title: 'Approve by hand',
    group: 'Staff',
    as: ['admin'],
    query: `# As admin, while it is in progress or after it
# failed.

mutation Approve($input: ApproveVerifyTransactionInput!) {
  approveVerifyTransaction(input: $input) {
    verifyTransaction {
      id
      status
      lifecycle
      decision
      version
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
      input: { transactionId: '$transaction', status: 'APPROVED_MANUALLY', reason: 'Passport seen at the counter.' },
    },
  },
  {
    title: 'People',
    group: 'Staff',
    as: ['support', 'admin'],
    query: `# As support or admin.

query People {
  users(first: 10) {
    totalCount
    edges {
      node {
        id
        username
        email
        name {
          formatted
        }
        latestVerifyTransaction {
          id
          lifecycle
          decision
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`,
  },
  {
    title: 'System status',
    group: 'Staff',
    as: ['admin'],
    query: `# As admin.

query System {
  systemStatus {
    state
    version
    startedAt
    activeSubscriptions
    pendingCallbacks
    stuckVerifications
    dependencies {
      name
      state
      circuit
      p90LatencyMs
      lastSuccessAt
      message
    }
  }
}
`,
  },
];
