/** The errors that only MFA has, in the vendor's codes; when each is raised lives with the checks. */
import { ApiError, type ErrorDetail, invalidData } from '../http/errors.js';

/** 400: a rule of the business, not of the form, is broken. */
export function requestFailed(...details: ErrorDetail[]): ApiError {
  return new ApiError(
    400,
    'REQUEST_FAILED',
    'The request could not be completed. There was an issue processing the request.',
    details,
  );
}

/** 400: the passcode is wrong and may be tried again. */
export function invalidOtp(): ApiError {
  return invalidData({ code: 'INVALID_OTP', target: 'otp', message: 'Invalid OTP provided' });
}

/** 400: wrong too often. @param coolDownEndsAtMs milliseconds since 1970 */
export function otpQuotaExceeded(coolDownEndsAtMs: number): ApiError {
  return invalidData({
    code: 'QUOTA_EXCEEDED',
    target: 'otp',
    message: 'Too many unsuccessful OTP attempts',
    innerError: { coolDownExpiresAt: coolDownEndsAtMs },
  });
}

/** 400: the token is out of step, and the passcode after this one is wanted too. */
export function extraOtpRequired(): ApiError {
  return invalidData({
    code: 'EXTRA_OTP_REQUIRED',
    target: 'otp',
    message: 'The token has to be resynchronized. Provide the next OTP.',
  });
}

/** 400: too many messages to one address. @param coolDownEndsAtMs milliseconds since 1970 */
export function deliveryLimited(deliveryMethod: string, coolDownEndsAtMs: number): ApiError {
  return requestFailed({
    code: 'LIMIT_EXCEEDED',
    message: 'The limit of notifications was reached. Try again later.',
    innerError: { deliveryMethod, coolDownExpiresAt: coolDownEndsAtMs },
  });
}

/** One device too many. @param status 400, or 429 as some clients have seen */
export function tooManyDevices(maximumAllowed: number, status: 400 | 429): ApiError {
  const { message, details } = requestFailed({
    code: 'LIMIT_EXCEEDED',
    message: 'Maximum allowed devices has been reached',
    innerError: { maximumAllowed },
  });
  return new ApiError(status, status === 400 ? 'REQUEST_FAILED' : 'REQUEST_LIMITED', message, details);
}

/** 400: too many devices that wait for their activation. */
export function tooManyHalfEnrolled(): ApiError {
  return requestFailed({
    code: 'LIMIT_EXCEEDED',
    message: 'Maximum number of devices that require activation has been reached',
  });
}

/** 400: nobody has written the message. Only the words say so. */
export function contentMissing(): ApiError {
  return new ApiError(400, 'REQUEST_FAILED', 'Could not find suitable content for the notification.');
}

/** 400: one value is not allowed. */
export function invalidValue(target: string, message: string, innerError?: ErrorDetail['innerError']): ApiError {
  return invalidData({ code: 'INVALID_VALUE', target, message, ...(innerError === undefined ? {} : { innerError }) });
}
