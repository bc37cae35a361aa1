// Device authentication policies and the settings beside them in the gateway's own words, read from PingOne's.
import { known, type OpenSet, openSet } from '../open-set.js';
import { type TimeSpan, toTimeSpan } from '../time-span.js';
import { instant, wholeNumber } from '../values.js';
import { type DeviceType, deviceTypes, type KnownDeviceType } from './device.js';
import type { MobileApplication } from './mobile-details.js';
import type { WireDevicePolicy, WireMethod, WireMfaSettings } from './wire.js';

export type DeviceSelection = 'DEFAULT_TO_FIRST' | 'PROMPT_TO_SELECT' | 'ALWAYS_DISPLAY_DEVICES' | 'UNKNOWN';

/** Rules for one kind of device. */
export interface DeviceMethod {
  readonly enabled: boolean;
  readonly pairingDisabled: boolean | null;
  readonly promptForNicknameOnPairing: boolean | null;
  readonly otp: {
    readonly failureCount: number | null;
    readonly failureCoolDown: TimeSpan | null;
    readonly lifeTime: TimeSpan | null;
    readonly windowStepSize: TimeSpan | null;
    readonly length: number | null;
  } | null;
}

export interface DevicePolicy {
  readonly id: string;
  readonly environmentId: string | null;
  /** Empty when upstream gives none. */
  readonly name: string;
  readonly default: boolean;
  readonly forSignOnPolicy: boolean | null;
  readonly deviceSelection: DeviceSelection | null;
  readonly deviceSelectionRaw: string | null;
  readonly sms: DeviceMethod | null;
  readonly email: DeviceMethod | null;
  readonly voice: DeviceMethod | null;
  readonly whatsApp: DeviceMethod | null;
  readonly mobile: DeviceMethod | null;
  readonly totp: DeviceMethod | null;
  readonly oathToken: DeviceMethod | null;
  readonly fido2: DeviceMethod | null;
  readonly platform: DeviceMethod | null;
  readonly securityKey: DeviceMethod | null;
  /** Types that may be added, in upstream's spelling. */
  readonly allowedTypesRaw: readonly string[];
  /** Native applications that may be paired. */
  readonly applicationIds: readonly string[];
  readonly createdAt: Date | null;
  readonly updatedAt: Date | null;
}

/** Settings that hold for the whole environment. */
export interface MfaSettings {
  readonly environmentId: string | null;
  readonly maxAllowedDevices: number | null;
  readonly pairingKeyFormatRaw: string | null;
  /** Older place of what the policies say now. */
  readonly deviceSelectionRaw: string | null;
}

/** Limits and settings that apply to a user's devices. */
export interface DeviceSettings {
  readonly environmentId: string | null;
  readonly allowedTypes: readonly DeviceType[];
  readonly allowedTypesRaw: readonly string[];
  readonly order: readonly string[];
  readonly applications: readonly MobileApplication[];
  readonly maxAllowedDevices: number | null;
  readonly deviceSelection: DeviceSelection | null;
  readonly deviceSelectionRaw: string | null;
}

const selections = openSet('DEFAULT_TO_FIRST', 'PROMPT_TO_SELECT', 'ALWAYS_DISPLAY_DEVICES');

/** Part of a policy, and the type of device it is about. */
const METHODS: OpenSet<KnownDeviceType> = {
  sms: 'SMS',
  voice: 'VOICE',
  email: 'EMAIL',
  whatsApp: 'WHATSAPP',
  mobile: 'MOBILE',
  totp: 'TOTP',
  oathToken: 'OATH_TOKEN',
  fido2: 'FIDO2',
  platform: 'PLATFORM',
  securityKey: 'SECURITY_KEY',
  yubikey: 'YUBIKEY',
  desktop: 'PINGID_DESKTOP',
  pingIdDesktopGen2: 'PINGID_DESKTOP_GEN2',
};

/** The policy in our words. */
export function toDevicePolicy(wire: WireDevicePolicy): DevicePolicy {
  const selection = wire.authentication?.deviceSelection;
  return {
    id: wire.id,
    environmentId: wire.environment?.id ?? null,
    name: wire.name ?? '',
    default: wire.default ?? false,
    forSignOnPolicy: wire.forSignOnPolicy ?? null,
    deviceSelection: known(selections, selection),
    deviceSelectionRaw: selection ?? null,
    sms: toMethod(wire.sms),
    email: toMethod(wire.email),
    voice: toMethod(wire.voice),
    whatsApp: toMethod(wire.whatsApp),
    mobile: toMethod(wire.mobile),
    totp: toMethod(wire.totp),
    oathToken: toMethod(wire.oathToken),
    fido2: toMethod(wire.fido2),
    platform: toMethod(wire.platform),
    securityKey: toMethod(wire.securityKey),
    allowedTypesRaw: toAllowedTypes(wire),
    applicationIds: (wire.mobile?.applications ?? []).map(({ id }) => id),
    createdAt: instant(wire.createdAt),
    updatedAt: instant(wire.updatedAt),
  };
}

/** The settings in our words. */
export function toMfaSettings(wire: WireMfaSettings): MfaSettings {
  return {
    environmentId: wire.environment?.id ?? null,
    maxAllowedDevices: wholeNumber(wire.pairing?.maxAllowedDevices),
    pairingKeyFormatRaw: wire.pairing?.pairingKeyFormat ?? null,
    deviceSelectionRaw: wire.authentication?.deviceSelection ?? null,
  };
}

/** What applies to the devices of a user, gathered from where upstream keeps it. @param policy the environment's default. */
export function toDeviceSettings(parts: {
  readonly settings: MfaSettings | null;
  readonly policy: DevicePolicy | null;
  readonly order: readonly string[];
  readonly applications: readonly MobileApplication[];
}): DeviceSettings {
  const { settings, policy, order, applications } = parts;
  const allowedTypesRaw = policy?.allowedTypesRaw ?? [];
  const deviceSelectionRaw = policy?.deviceSelectionRaw ?? settings?.deviceSelectionRaw ?? null;
  return {
    environmentId: settings?.environmentId ?? policy?.environmentId ?? null,
    allowedTypes: allowedTypesRaw.map((type) => known(deviceTypes, type)),
    allowedTypesRaw,
    order,
    applications,
    maxAllowedDevices: settings?.maxAllowedDevices ?? null,
    deviceSelection: known(selections, deviceSelectionRaw),
    deviceSelectionRaw,
  };
}

function toMethod(method: WireMethod): DeviceMethod | null {
  if (!method) return null;
  return {
    enabled: method.enabled ?? false,
    pairingDisabled: method.pairingDisabled ?? null,
    promptForNicknameOnPairing: method.promptForNicknameOnPairing ?? null,
    otp: toLimits(method),
  };
}

function toLimits({ otp, failure }: NonNullable<WireMethod>): DeviceMethod['otp'] {
  if (!otp && !failure) return null;
  const failures = otp?.failure ?? failure;
  return {
    failureCount: wholeNumber(failures?.count),
    failureCoolDown: toTimeSpan(failures?.coolDown),
    lifeTime: toTimeSpan(otp?.lifeTime),
    windowStepSize: toTimeSpan(otp?.window?.stepSize),
    length: wholeNumber(otp?.otpLength),
  };
}

function toAllowedTypes(wire: WireDevicePolicy): string[] {
  const methods = new Map<string, unknown>(Object.entries(wire));
  return Object.entries(METHODS).flatMap(([name, type]) => {
    const method = methods.get(name);
    return isOpenForPairing(method) ? [type] : [];
  });
}

function isOpenForPairing(method: unknown): boolean {
  if (typeof method !== 'object' || method === null) return false;
  const { enabled, pairingDisabled }: { enabled?: unknown; pairingDisabled?: unknown } = method;
  return enabled === true && pairingDisabled !== true;
}
