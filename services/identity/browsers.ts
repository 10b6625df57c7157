import Bowser from 'bowser';

/** A browser as people call it: its family and system, never its version, which changes under a session. */
export function browserName(userAgent: string | undefined): string | undefined {
  if (!userAgent) return undefined;
  const parser = Bowser.getParser(userAgent.slice(0, 500));
  const names = [parser.getBrowserName(), parser.getOSName()].filter(Boolean);
  if (names.length) return names.join(' · ').slice(0, 100);
  // A program: its own name, up to the version.
  return /^[\w.-]{1,60}/.exec(userAgent)?.[0];
}

/** Tells one browser from others; it lets nobody in. */
export const browserCookie = 'zhiheng_browser';
const pattern = new RegExp(`(?:^|;\\s*)${browserCookie}=([\\w-]{43})(?:;|$)`);

export const browserCookieOf = (cookies: string | undefined): string | undefined => pattern.exec(cookies ?? '')?.[1];
