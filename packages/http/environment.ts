import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { type Overrides, overridesOf } from '@zhiheng/calendar';

export type Profile = 'demo' | 'production';
type SecondFactor = 'required' | 'optional';

/** What reckoning the argon2id hash of a password takes: MiB of memory, passes over them, lanes. */
export interface PasswordCost {
  memory: number;
  passes: number;
  lanes: number;
}

/** OWASP's minimum, some 20 ms; less is not accepted. */
export const leastPasswordCost: PasswordCost = { memory: 19, passes: 2, lanes: 1 };
/** The second recommended option of RFC 9106, 4. */
const recommendedPasswordCost: PasswordCost = { memory: 64, passes: 3, lanes: 4 };

/** What a process is told by its surroundings. See the design's "Outward contract" for each variable. */
export interface Environment {
  host: string;
  /** 0 asks for any free port. */
  port: number;
  /** `scheme://host:port` under which people and services reach all paths; issuer and redirects derive from it. */
  origin: string;
  /** Where this process reaches the identity service; differs from `origin` behind a proxy. */
  identityUrl: string;
  databaseUrl: string | undefined;
  dataDirectory: string;
  profile: Profile;
  /** Whether everybody signs in with a second factor, and sensitive acts ask for it anew. In `optional` only those who have one are asked. */
  secondFactor: SecondFactor;
  /** Seconds for which a sign-in with a second factor is fresh enough for a sensitive act. */
  stepUpSeconds: number;
  /** Of passwords that are set, and of those that are shown when their hash took something else. */
  passwordCost: PasswordCost;
  logLevel: string;
  /** Requests a minute of one person, or of one address from which nobody is known, before 429; of a machine client a hundred times as many. */
  rateLimit: number;
  /** How many proxies in front may be believed about the caller's address. */
  trustedProxies: number;
  /** Days for which an Idempotency-Key is known, by the database's clock. */
  retryDays: number;
  /** Days after which the key that signs tokens is replaced. */
  signingKeyDays: number;
  /** Days off and days worked that the published calendar does not know or has wrong. */
  holidays: Overrides | undefined;
  /** Names and networks (`hr.example`, `10.1.0.0/16`) behind the wall to which security events and webhooks may be pushed. */
  signalReceivers: string[];
}

/** A variable of the environment that cannot be used, in one sentence. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
  readonly code = 'invalid-environment';
}

/** Reads the environment; `defaults` are the caller's (the demo's port, the profile of `npm start`). */
export function readEnvironment(
  source: NodeJS.ProcessEnv = process.env,
  defaults: { port?: number; profile?: Profile; logLevel?: string } = {},
): Environment {
  const host = source.HOST || '127.0.0.1';
  const port = wholeNumber(source, 'PORT', defaults.port ?? 8480, 0, 65_535);
  const profile = source.ZHIHENG_PROFILE || defaults.profile || 'production';
  if (profile !== 'demo' && profile !== 'production') {
    throw new EnvironmentError(`ZHIHENG_PROFILE must be "demo" or "production", not "${profile}".`);
  }
  const origin = originOf(source.ZHIHENG_ORIGIN, host, port);
  return {
    host,
    port,
    origin,
    identityUrl: source.ZHIHENG_IDENTITY_URL || origin,
    databaseUrl: databaseUrlOf(source),
    dataDirectory: resolve(source.ZHIHENG_DATA_DIR || '.data'),
    profile,
    secondFactor: secondFactorOf(source, profile),
    stepUpSeconds: wholeNumber(source, 'ZHIHENG_STEP_UP_SECONDS', 600, 30, 28_800),
    passwordCost: passwordCostOf(source, profile),
    logLevel: source.LOG_LEVEL || defaults.logLevel || 'info',
    rateLimit: wholeNumber(source, 'ZHIHENG_RATE_LIMIT', 6_000, 1, 1_000_000_000),
    trustedProxies: wholeNumber(source, 'ZHIHENG_TRUSTED_PROXIES', 0, 0, 10),
    retryDays: wholeNumber(source, 'ZHIHENG_RETRY_DAYS', 7, 1, 366),
    signingKeyDays: wholeNumber(source, 'ZHIHENG_SIGNING_KEY_DAYS', 90, 1, 3_650),
    holidays: holidaysOf(source),
    signalReceivers: receiversOf(source.ZHIHENG_SIGNAL_RECEIVERS),
  };
}

function secondFactorOf({ ZHIHENG_SECOND_FACTOR: given }: NodeJS.ProcessEnv, profile: Profile): SecondFactor {
  const chosen = given || (profile === 'production' ? 'required' : 'optional');
  if (chosen === 'required' || chosen === 'optional') return chosen;
  throw new EnvironmentError(`ZHIHENG_SECOND_FACTOR must be "required" or "optional", not "${chosen}".`);
}

/** The demo's is the least: its visitors, and tests, sign in a thousand times. */
function passwordCostOf({ ZHIHENG_PASSWORD_COST: given }: NodeJS.ProcessEnv, profile: Profile): PasswordCost {
  if (!given) return profile === 'production' ? recommendedPasswordCost : leastPasswordCost;
  const [, memory = 0, passes = 0, lanes = 0] = (/^(\d{1,5}),(\d{1,3}),(\d{1,3})$/.exec(given) ?? []).map(Number);
  const { memory: least, passes: fewest } = leastPasswordCost;
  if (memory >= least && memory <= 4_096 && passes >= fewest && lanes >= 1) return { memory, passes, lanes };
  throw new EnvironmentError(
    `ZHIHENG_PASSWORD_COST must be MiB, passes and lanes like "64,3,4", at least ${least},${fewest},1, not "${given}".`,
  );
}

/** The same surroundings once the real port is known. */
export function withPort(environment: Environment, port: number): Environment {
  const before = originOf(undefined, environment.host, environment.port);
  const after = originOf(undefined, environment.host, port);
  const moved = (url: string) => (url === before ? after : url);
  return { ...environment, port, origin: moved(environment.origin), identityUrl: moved(environment.identityUrl) };
}

function originOf(origin: string | undefined, host: string, port: number): string {
  if (!origin) return `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`;
  try {
    return new URL(origin).origin;
  } catch {
    throw new EnvironmentError(`ZHIHENG_ORIGIN must look like https://host:port, not "${origin}".`);
  }
}

/** `DATABASE_URL`, with the password that the file named by `DATABASE_PASSWORD_FILE` holds, so that no variable need hold it. */
function databaseUrlOf({ DATABASE_URL: url, DATABASE_PASSWORD_FILE: file }: NodeJS.ProcessEnv): string | undefined {
  if (!url || !file) return url || undefined;
  try {
    const whole = new URL(url);
    whole.password = readFileSync(file, 'utf8').trim();
    return whole.href;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new EnvironmentError(
      code === 'ERR_INVALID_URL'
        ? 'DATABASE_URL must look like postgres://user@host:port/database when DATABASE_PASSWORD_FILE is set.'
        : `DATABASE_PASSWORD_FILE ${file} cannot be read (${code}).`,
    );
  }
}

/** The table that the file of `ZHIHENG_HOLIDAYS_FILE` holds, as `overridesOf` of `packages/calendar` reads it. */
function holidaysOf({ ZHIHENG_HOLIDAYS_FILE: file }: NodeJS.ProcessEnv): Overrides | undefined {
  if (!file) return undefined;
  try {
    return overridesOf(JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new EnvironmentError(
      code === undefined
        ? `ZHIHENG_HOLIDAYS_FILE ${file} is no table of days: ${message}.`
        : `ZHIHENG_HOLIDAYS_FILE ${file} cannot be read (${code}).`,
    );
  }
}

/** Names of hosts, addresses and networks, parted by commas. */
function receiversOf(list = ''): string[] {
  const named = list
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
  for (const one of named) {
    const [net = '', bits, ...rest] = one.split('/');
    const most = { 4: 32, 6: 128 }[isIP(net)];
    const fits = bits === undefined || (most !== undefined && /^\d{1,3}$/.test(bits) && Number(bits) <= most);
    if (rest.length > 0 || !fits || (most === undefined && !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(net)))
      throw new EnvironmentError(`ZHIHENG_SIGNAL_RECEIVERS names hosts and networks like 10.1.0.0/16, not "${one}".`);
  }
  return named;
}

function wholeNumber(source: NodeJS.ProcessEnv, name: string, fallback: number, least: number, most: number): number {
  const text = source[name];
  if (!text) return fallback;
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new EnvironmentError(`${name} must be a whole number from ${least} to ${most}, not "${text}".`);
}
