// The opening text of the schema and the texts of its root types, which no class stands for.

/** The rules that hold for every operation. */
export const schemaDescription = `Identity gateway: one GraphQL API over PingOne Users, PingOne Verify, PingOne MFA and Mitek journeys.

Rights. \`@access\` says who may use a root field or read a field. The caller needs every permission in \`requires\`, or, where
\`owner\` is true, is the end user whose record it is. An empty list means any signed-in caller. Without the right, a root field
answers the error FORBIDDEN; but where \`owner\` is true, someone else's record looks exactly like one that does not exist.

Personal data. Every field with \`@pii\`, and every other guarded field below the root, can be null. Without the right to read it the
field is null and the response's \`extensions.masked\` lists its response path (like \`errors[].path\`: aliases and indices included; in
subscription payloads too), so that a page can show a lock; no error is raised, and the rest of the query is answered. Every permitted read of evidence
(verified data, pictures, documents, Mitek data) by anyone but its owner is audited.

Errors. What a person or a client can mend comes back in \`userErrors\` of a mutation. Everything else is a GraphQL error whose
\`extensions\` hold \`code\`, \`requestId\`, \`retryAt\` where waiting helps, and \`correlationId\` where it came from upstream. Codes:
UNAUTHENTICATED, FORBIDDEN, NOT_FOUND (subscriptions), BAD_USER_INPUT, GRAPHQL_PARSE_FAILED, GRAPHQL_VALIDATION_FAILED,
OPERATION_NOT_ALLOWED (a subscription over POST, a query over a socket, an unregistered document), SUBSCRIPTION_LAGGED, QUERY_TOO_COSTLY, RATE_LIMITED, UPSTREAM_TIMEOUT, UPSTREAM_UNAVAILABLE,
UPSTREAM_REJECTED, CURSOR_INVALID, INTERNAL_SERVER_ERROR. Input that does not fit its GraphQL type is BAD_USER_INPUT; anything
else wrong with a value, a mistyped phone number or e-mail address included, is a user error with the path of its field. A query for one thing that does not exist answers null; a mutation on it gives the user
error NOT_FOUND.

Open sets. An enum filled from upstream has the member UNKNOWN, and beside a field \`foo\` stands \`fooRaw\` with the upstream text,
so a new upstream value never breaks a query. Null means that upstream said nothing, UNKNOWN that it said something this schema has
no name for. The raw status and result of a verification stand in \`upstream\`. As input, UNKNOWN is refused with INVALID_VALUE,
except in arguments and filters that select, where it selects what this schema has no name for.

Contact data is checked on the way in (EmailAddress, PhoneNumber) and is plain text on the way out, because upstream may hold
or mask values in any shape. Cursors are opaque text. \`first\` is 1 to 100.

Callers holding SYSTEM_READ get \`extensions.upstream\` on each response: one entry per upstream call with source, method, path
template, HTTP status, correlation id and duration. Upstream bodies are never passed through.`;

/** Text of the root type Query. */
export const queryDescription = `Reads.`;

/** Text of the root type Mutation. */
export const mutationDescription = `Changes. Each takes one \`input\` and answers a payload with the changed object and \`userErrors\`. When that list is not empty, the
change was not made and the object is null.`;

/** Text of the root type Subscription. */
export const subscriptionDescription = `Live updates. Without \`after\` the present state comes first, then each change. With \`after\` come only the changes since that cursor, in
order: none is lost, none comes twice; where nothing was missed nothing comes until the next change, and a feed whose subject is
already final ends at once. Cursors of all feeds, and \`feedCursor\`, are positions in one log and may be exchanged. An id that does not
exist, or is not the caller's, is the error NOT_FOUND. A client that reads too slowly is
cut off with the error SUBSCRIPTION_LAGGED and the last cursor it was given in \`extensions.cursor\`, and goes on from there. Clients that
reconnect by themselves resend their first \`after\`: drop an event whose \`version\` is not newer than what you have.`;
