import type { Attachment } from '@zhiheng/contracts';

/** One reference as a form holds it. */
export type AttachmentValue = Partial<Attachment>;

/** Those that are whole, as a request takes them; the form says what the others lack. */
export function attachmentsOf(values: readonly AttachmentValue[] | undefined): { attachments?: Attachment[] } {
  const attachments = (values ?? []).flatMap(({ name, digest, href }) =>
    name?.trim() && digest ? [{ name: name.trim(), digest, ...(href?.trim() ? { href: href.trim() } : {}) }] : [],
  );
  return attachments.length > 0 ? { attachments } : {};
}
