// Examples of Mitek journeys, and of lists that hold the verifications of both vendors.
import type { Example } from './example.js';

export const journeyExamples: readonly Example[] = [
  {
    title: '1 · Create a journey',
    group: 'A journey at Mitek',
    as: ['support', 'admin'],
    query: `# As support or admin. Run it, then:
# 1. run "Watch the journey" out of Examples;
# 2. follow journeyUrl and be the person with the
#    document and the face.

mutation CreateJourney($input: CreateMitekJourneyInput!) {
  createMitekJourney(input: $input) {
    mitekJourney {
      id
      reference
      status
      lifecycle
      version
      # Null for those who may not write journeys.
      journeyUrl
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
      input: {
        userId: '$user',
        name: 'Alice Anderson',
        deliveryMethod: 'EMAIL',
        email: 'alice@example.test',
        scope: { selfie: true, documents: true },
        language: 'ENGLISH',
      },
    },
  },
  {
    title: '2 · Watch the journey',
    group: 'A journey at Mitek',
    query: `# The same events as a transaction has. What Mitek
# found comes with its callbacks: masked for support,
# shown to admin and to the person.

subscription WatchJourney($id: ID!, $after: String) {
  mitekJourneyStatusChanged(id: $id, after: $after) {
    version
    lifecycle
    decision
    rawStatus
    occurredAt
    cursor
    verification {
      ... on MitekJourney {
        status
        result
        verificationData {
          score
          name
          documents {
            type
            birthDate
          }
        }
      }
    }
  }
}
`,
    variables: { id: '$journey', after: null },
  },
  {
    title: 'Verifications of both vendors',
    group: 'Staff',
    as: ['support', 'admin'],
    query: `# As support or admin. Add a filter: lifecycle,
# decision, source, userId, times.

query Verifications($filter: VerificationFilter, $after: String) {
  verifications(filter: $filter, first: 20, after: $after) {
    totalCount
    edges {
      node {
        id
        source
        lifecycle
        decision
        createdAt
        finishedAt
        upstream {
          rawStatus
          rawResult
        }
        user {
          id
          username
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
    variables: { filter: {}, after: null },
  },
];
