/**
 * Browsers hold a page's `form-action` against where the answer to its form redirects, too: who signs in to, or out of, an
 * application goes on to its address, which the provider has found registered. Without this they would stay on a blank page.
 */
export function allowFormTarget(policy: unknown, address: unknown): string {
  const text = typeof policy === 'string' ? policy : "form-action 'self'";
  if (typeof address !== 'string' || !URL.canParse(address)) return text;
  return text.replace("form-action 'self'", `form-action 'self' ${new URL(address).origin}`);
}
