// Browser code that decides what a transaction's state means for the person: which view, which outcome, which words.
// It touches neither page nor network, so tests run it as it is.

export const VERIFY_STATE_SCRIPT = `
const APPROVED = ['SUCCESS', 'APPROVED_MANUALLY', 'APPROVED_NO_REQUEST', 'NOT_REQUIRED'];

export const STEP_LABELS = { consent: 'Consent', email: 'E-mail', phone: 'Phone', document: 'Document', selfie: 'Selfie', checking: 'Check' };

export const RESULTS = {
  verified: ['You are verified', 'Everything matched. You can close this page.'],
  'not-verified': ['We could not verify you', 'The check did not pass. Go back to where you came from to see what you can do next.'],
  'timed-out': ['The time ran out', 'This link has expired. Go back to where you came from and ask for a new one.'],
  abandoned: ['You stopped here', 'Nothing more will be checked. This verification ends by itself when its time runs out.'],
};

const STATUS_TEXTS = {
  handover: 'Waiting for your phone.',
  consent: 'Ready to begin.',
  email: 'Now: a passcode by e-mail.',
  phone: 'Now: a passcode by text message.',
  document: 'Now: a photo of your ID.',
  selfie: 'Now: a selfie.',
  again: 'That did not work yet. You can try again.',
  checking: 'Checking your details…',
};

/** How it ended, or null while it goes on. remainingMs counts to the expiry by the vendor's clock. */
export function outcomeOf(state, remainingMs) {
  if (APPROVED.includes(state.status)) return 'verified';
  if (state.status === 'FAIL') return state.timedOut ? 'timed-out' : 'not-verified';
  if (state.ended) return 'timed-out';
  // What was handed in before the deadline may still be decided after it.
  if (state.status !== 'IN_PROGRESS' && remainingMs <= 0) return 'timed-out';
  return state.abandoned ? 'abandoned' : null;
}

/**
 * The view to show: a step still to do, or what comes before and after the steps.
 * seenTries counts the refused pictures that the person was told of.
 */
export function viewOf(state, outcome, handover, seenTries = 0) {
  if (outcome !== null) return 'result';
  if (handover) return 'handover';
  if (state.status === 'IN_PROGRESS') return 'checking';
  if (state.retry && state.retry.tries > seenTries) return 'again';
  return state.steps.find((step) => step.state === 'todo')?.name ?? 'checking';
}

/** One sentence for the live region. */
export function statusText(view, state, outcome) {
  if (view === 'result') return RESULTS[outcome][0] + '.';
  if (view === 'handover' && state.status !== 'REQUESTED') return 'You have begun on your phone. Waiting for the result…';
  return STATUS_TEXTS[view] ?? '';
}

/** What to tell when the transaction cannot be read; retry says whether asking again can help. */
export function problemOf(status, message) {
  if (status === 403 || status === 401) {
    return { title: 'That code is not right', text: 'The code in this link does not belong to this verification. Open the link again from where you got it.', retry: false };
  }
  if (status === 404) {
    return { title: 'Nothing to verify here', text: 'This verification does not exist, or it was deleted. Ask for a new link.', retry: false };
  }
  if (status === 410) {
    return { title: 'This verification has ended', text: 'The link was used or has expired. Ask for a new one if you still need it.', retry: false };
  }
  return { title: 'Something went wrong', text: message, retry: true };
}
`;
